namespace IdClip.Archive.Ingest.Run;

/// <summary>A file under way, as the walk saw it.</summary>
internal sealed record HashedFile(long Id, string Path, long Size, long Modified)
{
    /// <summary>SHA-256 of its content; null until it was read.</summary>
    public byte[]? Hash { get; set; }
}
