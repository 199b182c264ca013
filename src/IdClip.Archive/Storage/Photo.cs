namespace IdClip.Archive.Storage;

/// <summary>A picture, or one frame of a video.</summary>
internal sealed class Photo
{
    public long Id { get; init; }

    public long ContentId { get; init; }

    public Content Content { get; init; } = null!;

    public double? FrameSeconds { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public DateTime? TakenAt { get; init; }

    public PhotoState State { get; set; }

    /// <summary>Little-endian float32.</summary>
    public required byte[] Embedding { get; set; }

    /// <summary>32 bytes; null where the encoder made none.</summary>
    public byte[]? DifferenceHash { get; init; }

    public List<Face> Faces { get; init; } = [];
}
