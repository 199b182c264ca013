namespace IdClip.Archive.Storage;

/// <summary>A face that a person has said something about. It belongs to the picture and not to a detection, so that it outlives face models.</summary>
internal sealed class MarkedFace
{
    public long Id { get; init; }

    /// <summary>Hash of the file's content.</summary>
    public required byte[] Sha256 { get; init; }

    public double? FrameSeconds { get; init; }

    /// <summary>Left edge as a share of the upright picture's width.</summary>
    public float X { get; init; }

    /// <summary>Top edge as a share of its height.</summary>
    public float Y { get; init; }

    public float Width { get; init; }

    public float Height { get; init; }

    /// <summary>The detection that is this face; null where none is, or the picture is gone.</summary>
    public long? FaceId { get; set; }

    public Face? Face { get; set; }

    public List<FaceLabel> Labels { get; init; } = [];
}
