namespace IdClip.Archive.Storage;

/// <summary>A fact about the whole archive.</summary>
internal sealed class ArchiveSetting
{
    public const string ImageModel = "image-model";
    public const string FaceModel = "face-model";

    /// <summary>The adapter that searches use, and the one that replaces it once every photo has a vector of it.</summary>
    public const string ActiveAdapter = "adapter.active";
    public const string WantedAdapter = "adapter.wanted";

    /// <summary>The archive's name in the service that has its vectors; absent where they are files of its folder.</summary>
    public const string IndexService = "index-service";

    /// <summary>Beginning of the keys of the indexes there; the value is the dimension.</summary>
    public const string IndexOfService = "index-service/";

    /// <summary>Present from the moment a person's rows are deleted until the file was rewritten without their bytes.</summary>
    public const string ErasurePending = "erasure-pending";

    public required string Key { get; init; }

    public required string Value { get; set; }
}
