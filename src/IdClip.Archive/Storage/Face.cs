namespace IdClip.Archive.Storage;

/// <summary>A detected face; pixels of the upright photo.</summary>
internal sealed class Face
{
    public long Id { get; init; }

    public long PhotoId { get; init; }

    public Photo Photo { get; init; } = null!;

    public float X { get; init; }

    public float Y { get; init; }

    public float Width { get; init; }

    public float Height { get; init; }

    /// <summary>Ten little-endian float32.</summary>
    public required byte[] Landmarks { get; init; }

    public float Score { get; init; }

    public float Sharpness { get; init; }

    /// <summary>Little-endian float32; null once the person was forgotten, which a new encoding of the same content respects.</summary>
    public byte[]? Embedding { get; set; }

    /// <summary>A <see cref="Catalogue.FaceTrack"/>: five little-endian float32 a place (seconds, then the box); null where there is none, and once the person was forgotten.</summary>
    public byte[]? Track { get; set; }
}
