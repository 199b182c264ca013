namespace IdClip.Synthesis.Report;

/// <summary>Draws distributions as SVG that takes the page's colours, so that it prints and turns dark with it.</summary>
internal static class Histogram
{
    private const int Bins = 40;
    private const int Width = 640;
    private const int Height = 200;
    private const int Bottom = 24;
    private const int Ticks = 4;

    /// <summary>A figure of one distribution or of two over each other.</summary>
    /// <param name="title">What is counted.</param>
    /// <param name="low">Left end; smaller values count into the first bar.</param>
    /// <param name="high">Right end; larger values count into the last bar.</param>
    /// <param name="limit">A threshold to draw, if there is one.</param>
    /// <param name="series">Names and values; the last is the one that matters.</param>
    public static Html Figure(string title, double low, double high, double? limit, params ReadOnlySpan<(string Name, IReadOnlyList<float> Values)> series)
    {
        List<Html> bars = [], legend = [];
        var highest = 1.0;
        foreach (var (_, values) in series)
            if (values.Count > 0)
                highest = Math.Max(highest, Counts(values, low, high).Max());
        for (var i = 0; i < series.Length; i++)
        {
            var (name, values) = series[i];
            var kind = i == series.Length - 1 ? "after" : "before";
            if (values.Count == 0)
                continue;
            bars.Add(Bars(Counts(values, low, high), highest, kind));
            var sorted = values.Order().ToList();
            legend.Add(Html.Of($"""<li><span class="key {kind}"></span>{name}: median {sorted[sorted.Count / 2]:0.00}, from {sorted[sorted.Count / 10]:0.00} to {sorted[sorted.Count * 9 / 10]:0.00} in the middle 80 %</li>"""));
        }

        var ticks = Html.Join(Enumerable.Range(0, Ticks + 1).Select(tick => Tick(tick, low, high)));
        return Html.Of($"""
            <figure>
            <figcaption>{title}</figcaption>
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{title}"><line class="axis" x1="0" x2="{Width}" y1="{Height - Bottom}" y2="{Height - Bottom}"/>{Html.Join(bars)}{Limit(limit, low, high)}{ticks}</svg>
            <ul class="legend">{Html.Join(legend)}</ul>
            </figure>

            """);
    }

    private static int[] Counts(IReadOnlyList<float> values, double low, double high)
    {
        var counts = new int[Bins];
        foreach (var value in values)
            counts[Math.Clamp((int)((value - low) / (high - low) * Bins), 0, Bins - 1)]++;
        return counts;
    }

    private static Html Bars(int[] counts, double highest, string kind)
    {
        const double Step = (double)Width / Bins;
        var scale = (Height - Bottom - 8) / highest;
        return Html.Of($"""<g class="{kind}">{Html.Join(counts.Select((count, bin) => count == 0
            ? default
            : Html.Of($"""<rect x="{bin * Step + 1:0.#}" y="{Height - Bottom - (count * scale):0.#}" width="{Step - 2:0.#}" height="{count * scale:0.#}"/>""")))}</g>""");
    }

    private static Html Tick(int tick, double low, double high)
    {
        var anchor = tick == 0 ? "start" : tick == Ticks ? "end" : "middle";
        return Html.Of($"""<text x="{Width * tick / Ticks}" y="{Height - 6}" text-anchor="{anchor}">{low + ((high - low) * tick / Ticks):0.00}</text>""");
    }

    private static Html Limit(double? limit, double low, double high)
    {
        if (limit is not { } value)
            return default;
        var x = Width * (value - low) / (high - low);
        return Html.Of($"""<line class="limit" x1="{x:0.#}" x2="{x:0.#}" y1="0" y2="{Height - Bottom}"/><text class="limit" x="{x + 4:0.#}" y="12">limit {value:0.###}</text>""");
    }
}
