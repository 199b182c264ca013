namespace IdClip.Archive.Storage;

/// <summary>A file with a photo's extension. Without content and failure it is found and waits for its encoding.</summary>
internal sealed class PhotoFile
{
    public long Id { get; init; }

    public long FolderId { get; init; }

    public Folder Folder { get; init; } = null!;

    public required string Name { get; init; }

    /// <summary>Bytes, as of the walk that last saw it change.</summary>
    public long Size { get; set; }

    /// <summary>Last write in UTC ticks, as of the walk that last saw it change.</summary>
    public long Modified { get; set; }

    public long? ContentId { get; set; }

    public Content? Content { get; set; }

    /// <summary>Why the file could not be read at all; a file that was read but not understood has its failure at <see cref="Content"/>.</summary>
    public string? Failure { get; set; }
}
