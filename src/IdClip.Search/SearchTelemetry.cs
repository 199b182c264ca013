using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IdClip.Search;

/// <summary>Metrics of searches, under the name <c>IdClip.Search</c>.</summary>
internal static class SearchTelemetry
{
    private static readonly double[] Seconds = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private static readonly Meter Meter = new("IdClip.Search");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "idclip.search.duration", "s", "Time of a search from its text to described photos.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    private static readonly Histogram<double> EvidenceDuration = Meter.CreateHistogram(
        "idclip.search.evidence.duration", "s", "Time of gathering one kind of evidence: person, context, joint; for words with the text tower.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    private static readonly Counter<long> Unproven = Meter.CreateCounter<long>(
        "idclip.search.unproven", "{search}", "Searches over an index service where a photo that was not proposed might have been among the answers.");

    /// <summary>Records a search.</summary>
    public static void Searched(TimeSpan elapsed, bool proven)
    {
        Duration.Record(elapsed.TotalSeconds);
        if (!proven)
            Unproven.Add(1);
    }

    /// <summary>Gathers evidence and records how long it took.</summary>
    public static T Timed<T>(string evidence, Func<T> gather)
    {
        var started = Stopwatch.GetTimestamp();
        var gathered = gather();
        EvidenceDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("idclip.evidence", evidence));
        return gathered;
    }
}
