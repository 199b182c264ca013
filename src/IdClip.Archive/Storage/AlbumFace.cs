namespace IdClip.Archive.Storage;

/// <summary>A face that an album looks for: of somebody nobody has enrolled, in a photo that is not of the archive.</summary>
internal sealed class AlbumFace
{
    public long Id { get; init; }

    public long AlbumId { get; init; }

    public Album Album { get; init; } = null!;

    /// <summary>Little-endian float32, by the archive's face model.</summary>
    public required byte[] Embedding { get; init; }
}
