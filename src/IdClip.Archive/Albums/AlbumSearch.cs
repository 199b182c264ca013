using IdClip.Archive.Catalogue;

namespace IdClip.Archive.Albums;

/// <summary>The search that an album keeps.</summary>
public sealed record AlbumSearch
{
    /// <summary>In the query language, people by their whole names; may be empty where there is an example.</summary>
    public string Query { get; init; } = "";

    /// <summary>Which photos may answer.</summary>
    public PhotoFilter Filter { get; init; } = new();

    /// <summary>Id of a photo of the archive that is searched by.</summary>
    public long? Example { get; init; }

    /// <summary>Name of the album that keeps what was seen in the photo that is searched by, where that is not of the archive.</summary>
    public string? ExampleAlbum { get; init; }

    /// <summary>What was seen in such a photo, for an album that is about to keep it; an album that is read names itself instead.</summary>
    public AlbumExample? Seen { get; init; }

    /// <summary>The example's scene is looked for.</summary>
    public bool ByScene { get; init; }

    /// <summary>The example's people are looked for.</summary>
    public bool ByPeople { get; init; }

    /// <summary>Near-copies answer one by one.</summary>
    public bool EveryCopy { get; init; }

    /// <summary>Nothing is looked for.</summary>
    public bool IsEmpty => Query.Length == 0 && Example is null && ExampleAlbum is null && Seen is not { IsEmpty: false };
}
