using IdClip.Archive.People.Labels;

namespace IdClip.Search.Evidence;

/// <summary>What people have said about the faces of an index: it comes before what the faces look like.</summary>
internal sealed class LabelledRows
{
    private readonly long[] _faceIds;
    private readonly FaceLabelSet _labels;
    private readonly Dictionary<int, long> _personOf = [];
    private readonly List<(int Row, long Person)> _denied = [];

    /// <param name="faceIds">Id of each face row.</param>
    /// <param name="labels">Labels by face id.</param>
    public LabelledRows(long[] faceIds, FaceLabelSet labels)
    {
        (_faceIds, _labels) = (faceIds, labels);
        var denied = labels.Denied.ToLookup(d => d.FaceId, d => d.PersonId);
        if (labels.NamesAnybody)
            for (var row = 0; row < faceIds.Length; row++)
            {
                if (labels.PersonOf.TryGetValue(faceIds[row], out var person))
                    _personOf.Add(row, person);
                if (denied.Contains(faceIds[row]))
                    _denied.AddRange(denied[faceIds[row]].Select(not => (row, not)));
            }
    }

    /// <summary>Whether these are the same rows and labels: then they need not be matched again.</summary>
    public bool IsOf(ReadOnlySpan<long> faceIds, FaceLabelSet labels) => ReferenceEquals(labels, _labels) && faceIds.SequenceEqual(_faceIds);

    /// <summary>Whether a face was named a person.</summary>
    public bool IsNamed(int row, long person) => _personOf.TryGetValue(row, out var named) && named == person;

    /// <summary>Makes a named face its person with probability 1 and nobody else, and a denied one not that person.</summary>
    /// <param name="probabilities">Row-major, faces x people.</param>
    /// <param name="people">The person of each column; 0 for a face of an example, which may be anybody's.</param>
    public void Apply(Span<float> probabilities, long[] people)
    {
        foreach (var (row, person) in _personOf)
            for (var column = 0; column < people.Length; column++)
                if (people[column] != 0)
                    probabilities[row * people.Length + column] = people[column] == person ? 1 : 0;
        foreach (var (row, person) in _denied)
            if (Array.IndexOf(people, person) is >= 0 and var column)
                probabilities[row * people.Length + column] = 0;
    }
}
