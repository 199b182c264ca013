namespace IdClip.Archive.People;

/// <summary>A person who can be asked for by name.</summary>
/// <param name="Id">Id in the catalogue.</param>
/// <param name="Name">The name as enrolled.</param>
/// <param name="Embeddings">
/// Unit-length face embeddings, of the archive's face model: those of the enrolment photos and of up to 20 faces that were named. Empty where
/// the person has named faces only and none of them is found any more.
/// </param>
public sealed record EnrolledPerson(long Id, string Name, IReadOnlyList<float[]> Embeddings)
{
    /// <summary>Photos that the person was enrolled from.</summary>
    public int EnrolmentPhotos { get; init; }

    /// <summary>Faces in photos of the archive that were named.</summary>
    public int NamedFaces { get; init; }

    /// <summary>Named faces that are unlike the person's others: the label counts, but they are no examples of the person.</summary>
    public IReadOnlyList<long> UnlikeFaces { get; init; } = [];
}
