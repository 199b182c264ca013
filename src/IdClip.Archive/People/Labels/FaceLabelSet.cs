namespace IdClip.Archive.People.Labels;

/// <summary>What people have said about the faces of an archive, as searches take it.</summary>
/// <param name="PersonOf">The person of each face that was named, by face id.</param>
/// <param name="Denied">Faces and the people they are not.</param>
/// <param name="Ignored">Faces of nobody to ask for.</param>
/// <param name="GroupOf">The group of each face that was put into one.</param>
/// <param name="PhotoOf">The photo of each face that was named.</param>
public sealed record FaceLabelSet(
    IReadOnlyDictionary<long, long> PersonOf, IReadOnlySet<(long FaceId, long PersonId)> Denied, IReadOnlySet<long> Ignored, IReadOnlyDictionary<long, long> GroupOf,
    IReadOnlyDictionary<long, long> PhotoOf)
{
    /// <summary>Whether anything was said about who a face is or is not.</summary>
    public bool NamesAnybody => PersonOf.Count + Denied.Count > 0;

    /// <summary>Photos with a face that was named one of some people, the newest face first.</summary>
    /// <param name="people">The people.</param>
    /// <param name="most">How many faces are looked at for each of them at most.</param>
    public IEnumerable<long> PhotosOf(IReadOnlyCollection<long> people, int most) => PersonOf.Count == 0 ? [] :
        PersonOf.Where(f => people.Contains(f.Value)).GroupBy(f => f.Value).SelectMany(own => own.Select(f => f.Key).OrderDescending().Take(most)).Select(face => PhotoOf[face]);
}
