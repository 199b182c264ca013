namespace IdClip.Evaluation.Metrics;

/// <summary>Percentile bootstrap intervals (Efron 1979) over photos.</summary>
/// <remarks>
/// Photos are drawn, not queries: the captions of one photo succeed and fail together, and drawing them one by one
/// would make the intervals too narrow (the cluster bootstrap).
/// </remarks>
public static class Bootstrap
{
    /// <summary>The 95 % interval of a figure that is computed from a set of photos.</summary>
    /// <param name="photos">How many photos there are, above 0.</param>
    /// <param name="figure">Computes the figure from the numbers of the drawn photos, 0 to <paramref name="photos"/> - 1, with repeats.
    /// Draws for which it is not a number (a ratio to nothing) are left out.</param>
    /// <param name="draws">How often photos are drawn, above 0.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    public static Interval Of(int photos, Func<IReadOnlyList<int>, double> figure, int draws = 2000, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(photos);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);

        var random = new Random(seed);
        var drawn = new int[photos];
        var figures = new List<double>(draws);
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < photos; i++)
                drawn[i] = random.Next(photos);
            var value = figure(drawn);
            if (!double.IsNaN(value))
                figures.Add(value);
        }
        figures.Sort();
        var whole = figure([.. Enumerable.Range(0, photos)]);
        return figures.Count > 0 ? new(whole, Quantile(figures, 0.025), Quantile(figures, 0.975)) : new(whole, whole, whole);
    }

    /// <summary>The quantile of sorted values, linear between neighbours (Hyndman and Fan's type 7, as numpy's).</summary>
    internal static double Quantile(IReadOnlyList<double> sorted, double quantile)
    {
        var place = quantile * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        // Equal ends, infinite ones included, must not become infinity minus infinity.
        return sorted[below].Equals(sorted[above])
            ? sorted[below]
            : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
