using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Report;

/// <summary>Recall of a manifest by kind of evidence, with 95 % bootstrap intervals over photos.</summary>
/// <param name="Photos">Photos that could be answers.</param>
/// <param name="Asked">Photos that were asked for.</param>
/// <param name="People">People who were asked for.</param>
/// <param name="Questions">(person, caption) questions.</param>
/// <param name="Rows">One row for each kind of evidence.</param>
/// <param name="Gain">R@1 of person + context divided by that of context only, that very photo; null where context only is never right.</param>
public sealed record RecallReport(int Photos, int Asked, int People, int Questions, IReadOnlyList<RecallRow> Rows, Interval? Gain)
{
    /// <summary>The ks of R@k.</summary>
    public static IReadOnlyList<int> Ks { get; } = [1, 5, 10, 50];

    /// <summary>Computes the report.</summary>
    /// <param name="photos">How many photos could be answers.</param>
    /// <param name="outcomes">Every question once for each kind of evidence; at least one.</param>
    public static RecallReport Of(int photos, IReadOnlyCollection<RecallOutcome> outcomes)
    {
        if (outcomes.Count == 0)
            throw new ArgumentException("A report needs at least one question.", nameof(outcomes));

        var byEvidence = outcomes.GroupBy(o => o.Evidence).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.ToList());
        var questions = byEvidence.Values.First().ConvertAll(o => o.Question);
        return new(
            photos,
            questions.Select(q => q.Photo.Path).Distinct().Count(),
            questions.Select(q => q.Person).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
            questions.Count,
            [.. byEvidence.Select(rows => RowOf(rows.Key, rows.Value))],
            GainOf(byEvidence));
    }

    private static RecallRow RowOf(RecallEvidence evidence, List<RecallOutcome> outcomes)
    {
        var photo = RanksByPhoto(outcomes, o => o.PhotoRank);
        var scene = RanksByPhoto(outcomes, o => o.SceneRank);
        return new(
            evidence,
            Ks.ToDictionary(k => k, k => RecallAtK.WithInterval(photo, k)),
            Ks.ToDictionary(k => k, k => RecallAtK.WithInterval(scene, k)),
            outcomes.Average(o => o.Elapsed.TotalSeconds));
    }

    private static Interval? GainOf(Dictionary<RecallEvidence, List<RecallOutcome>> byEvidence)
    {
        if (!byEvidence.TryGetValue(RecallEvidence.Context, out var context)
            || !byEvidence.TryGetValue(RecallEvidence.PersonAndContext, out var both)
            || !context.Exists(o => o.PhotoRank == 1))
            return null;
        return RecallAtK.Ratio(RanksByPhoto(both, o => o.PhotoRank), RanksByPhoto(context, o => o.PhotoRank), k: 1);
    }

    private static List<IReadOnlyCollection<int>> RanksByPhoto(IEnumerable<RecallOutcome> outcomes, Func<RecallOutcome, int> rank) =>
        [.. outcomes.GroupBy(o => o.Question.Photo.Path).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Select(rank).ToArray())];
}
