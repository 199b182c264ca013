namespace IdClip.Archive.People.Labels;

/// <summary>What people have said about the faces of an archive, as searches take it.</summary>
/// <param name="PersonOf">The person of each face that was named, by face id.</param>
/// <param name="Denied">Faces and the people they are not.</param>
/// <param name="Ignored">Faces of nobody to ask for.</param>
/// <param name="GroupOf">The group of each face that was put into one.</param>
public sealed record FaceLabelSet(
    IReadOnlyDictionary<long, long> PersonOf, IReadOnlySet<(long FaceId, long PersonId)> Denied, IReadOnlySet<long> Ignored, IReadOnlyDictionary<long, long> GroupOf)
{
    /// <summary>Whether anything was said about who a face is or is not.</summary>
    public bool NamesAnybody => PersonOf.Count + Denied.Count > 0;
}
