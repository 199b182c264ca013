namespace IdClip.Archive.People;

/// <summary>How far forgetting a person goes.</summary>
public sealed record ForgetOptions
{
    /// <summary>Faces in photos at least this close (cosine) to the mean of the enrolment, and closer than to anybody else's, are erased. Null for the gallery's.</summary>
    public float? LeastCosine { get; init; }
}
