namespace IdClip.Archive.Storage;

/// <summary>Something that a person has said about a face.</summary>
internal sealed class FaceLabel
{
    public long Id { get; init; }

    public long MarkId { get; init; }

    public MarkedFace Mark { get; init; } = null!;

    public FaceLabelKind Kind { get; init; }

    /// <summary>Who the face is or is not.</summary>
    public long? PersonId { get; set; }

    public Person? Person { get; set; }

    /// <summary>Number of the group that the face was put into; faces of different groups are different people.</summary>
    public long? Group { get; init; }

    /// <summary>UTC ticks.</summary>
    public long At { get; init; }
}
