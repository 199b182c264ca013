namespace IdClip.Evaluation.Metrics;

/// <summary>Where one person's photos came when only the person was asked for.</summary>
/// <param name="Entity">The person.</param>
/// <param name="Ranks">The places of all photos that show the person, 1 for the top, rising; at least one.</param>
public sealed record EntityRanks(string Entity, IReadOnlyList<int> Ranks)
{
    /// <summary>The share of the person's photos among the first k.</summary>
    /// <param name="k">Above 0.</param>
    /// <returns>0..1, but not above k divided by the number of photos.</returns>
    public double Recall(int k) => (double)Found(k) / Ranks.Count;

    /// <summary>Of the photos of the person that the first k could hold, the share that they do hold.</summary>
    /// <param name="k">Above 0.</param>
    /// <returns>0..1.</returns>
    public double KMinRecall(int k) => (double)Found(k) / Math.Min(k, Ranks.Count);

    /// <summary>Average precision of the first k, divided by k as the authors do.</summary>
    /// <param name="k">Above 0; the authors' is 10.</param>
    /// <returns>0..1, but not above the number of photos divided by k.</returns>
    public double AveragePrecision(int k) => PrecisionSum(k) / k;

    /// <summary>Average precision of the first k, divided by what it is when they are all right.</summary>
    /// <param name="k">Above 0.</param>
    /// <returns>0..1.</returns>
    public double NormalisedAveragePrecision(int k) => PrecisionSum(k) / Math.Min(k, Ranks.Count);

    private int Found(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        return Ranks.Count(rank => rank <= k);
    }

    private double PrecisionSum(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        return Ranks.TakeWhile(rank => rank <= k).Select((rank, before) => (before + 1.0) / rank).Sum();
    }
}
