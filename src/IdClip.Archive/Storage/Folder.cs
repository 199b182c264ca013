namespace IdClip.Archive.Storage;

/// <summary>A folder with photo files; files name their folder once instead of a path each.</summary>
internal sealed class Folder
{
    public long Id { get; init; }

    /// <summary>Absolute.</summary>
    public required string Path { get; init; }
}
