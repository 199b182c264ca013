using System.Globalization;
using IdClip.Evaluation.Metrics;

namespace IdClip.Web.Judgements;

/// <summary>Recall in words.</summary>
internal static class RecallText
{
    /// <summary>The ks of R@k.</summary>
    public static readonly IReadOnlyList<int> Ks = [1, 5, 10];

    /// <summary>Recall at each k with its interval over queries.</summary>
    public static IReadOnlyList<Interval> Of(IEnumerable<int> ranks)
    {
        // A query is what is drawn: one that was marked with many right photos counts once.
        IReadOnlyCollection<int>[] queries = [.. ranks.Select(rank => (int[])[rank])];
        return [.. Ks.Select(k => RecallAtK.WithInterval(queries, k))];
    }

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}");
}
