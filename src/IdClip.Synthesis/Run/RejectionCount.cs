namespace IdClip.Synthesis.Run;

/// <summary>Counts by reason.</summary>
internal sealed class RejectionCount
{
    private readonly SortedDictionary<Rejection, int> counts = [];

    /// <summary>The counts in the order of the reasons.</summary>
    public IReadOnlyDictionary<Rejection, int> Counts => counts;

    public void Add(Rejection reason, int count = 1)
    {
        if (count > 0)
            counts[reason] = counts.GetValueOrDefault(reason) + count;
    }
}
