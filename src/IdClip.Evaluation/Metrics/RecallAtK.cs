namespace IdClip.Evaluation.Metrics;

/// <summary>Recall@k of retrieval: the share of queries with a right answer among the first k.</summary>
public static class RecallAtK
{
    /// <summary>The recall of a set of queries.</summary>
    /// <param name="ranks">For each query the place of its first right answer, 1 for the top; 0 where there was none.</param>
    /// <param name="k">How many answers are looked at, above 0.</param>
    /// <returns>0..1; not a number for no queries.</returns>
    public static double Of(IReadOnlyCollection<int> ranks, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        return ranks.Count > 0 ? (double)ranks.Count(rank => rank > 0 && rank <= k) / ranks.Count : double.NaN;
    }

    /// <summary>The recall with its 95 % interval over photos.</summary>
    /// <param name="ranksOfPhotos">For each photo the ranks of its queries, as in <see cref="Of"/>; no photo without a query.</param>
    /// <param name="k">How many answers are looked at, above 0.</param>
    public static Interval WithInterval(IReadOnlyList<IReadOnlyCollection<int>> ranksOfPhotos, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        var hits = ranksOfPhotos.Select(ranks => ranks.Count(rank => rank > 0 && rank <= k)).ToArray();
        var queries = ranksOfPhotos.Select(ranks => ranks.Count).ToArray();
        return Bootstrap.Of(ranksOfPhotos.Count, drawn => Share(hits, queries, drawn));
    }

    /// <summary>How many times the recall of one kind of evidence is that of another on the same queries, with its 95 % interval.</summary>
    /// <param name="ranksOfPhotos">Ranks of the kind that is praised, as in <see cref="WithInterval"/>.</param>
    /// <param name="baseline">Ranks of the kind that it is compared to, for the same photos in the same order.</param>
    /// <param name="k">How many answers are looked at, above 0.</param>
    /// <returns>Infinite where only the baseline is 0.</returns>
    public static Interval Ratio(
        IReadOnlyList<IReadOnlyCollection<int>> ranksOfPhotos, IReadOnlyList<IReadOnlyCollection<int>> baseline, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        var hits = ranksOfPhotos.Select(ranks => ranks.Count(rank => rank > 0 && rank <= k)).ToArray();
        var baselineHits = baseline.Select(ranks => ranks.Count(rank => rank > 0 && rank <= k)).ToArray();
        return Bootstrap.Of(ranksOfPhotos.Count, drawn => (double)drawn.Sum(i => hits[i]) / drawn.Sum(i => baselineHits[i]));
    }

    private static double Share(int[] hits, int[] queries, IReadOnlyList<int> drawn)
    {
        int hit = 0, all = 0;
        foreach (var photo in drawn)
        {
            hit += hits[photo];
            all += queries[photo];
        }
        return (double)hit / all;
    }
}
