namespace IdClip.Evaluation.Metrics;

/// <summary>Recall@k over queries that somebody judged.</summary>
public static class QueryRecall
{
    /// <summary>The ks that are told.</summary>
    public static IReadOnlyList<int> Ks { get; } = [1, 5, 10];

    /// <summary>The recall at each of <see cref="Ks"/> with its 95 % interval over queries.</summary>
    /// <param name="ranks">As in <see cref="RecallAtK.Of"/>. A query is what is drawn: one with many right photos counts once.</param>
    public static IReadOnlyList<Interval> Of(IEnumerable<int> ranks)
    {
        IReadOnlyCollection<int>[] queries = [.. ranks.Select(rank => (int[])[rank])];
        return [.. Ks.Select(k => RecallAtK.WithInterval(queries, k))];
    }
}
