namespace IdClip.Archive.People;

/// <summary>A person who can be asked for by name.</summary>
/// <param name="Id">Id in the catalogue.</param>
/// <param name="Name">The name as enrolled.</param>
/// <param name="Embeddings">Unit-length face embeddings of the enrolment photos, of the archive's face model.</param>
public sealed record EnrolledPerson(long Id, string Name, IReadOnlyList<float[]> Embeddings);
