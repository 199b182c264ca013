using System.Diagnostics.Metrics;
using IdClip.Archive.Catalogue;
using IdClip.Search;
using IdClip.Search.Index;

namespace IdClip.Hosting;

/// <summary>Tells how many photos are in which state and how large the indexes are, under the name <c>IdClip.Archive</c>.</summary>
internal sealed class ArchiveTelemetry : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Meter meter = new("IdClip.Archive");
    private readonly Catalogue catalogue;
    private readonly ILogger log;
    private volatile ArchiveSummary? summary;

    public ArchiveTelemetry(Catalogue catalogue, SearchIndexes indexes, ILogger<ArchiveTelemetry> log)
    {
        (this.catalogue, this.log) = (catalogue, log);
        meter.CreateObservableGauge("idclip.archive.photos", PhotosByState, "{photo}", "Photos by state: found, encoded, indexed, failed.");
        meter.CreateObservableGauge("idclip.archive.people", () => summary?.People ?? 0, "{person}", "Enrolled people.");
        meter.CreateObservableGauge("idclip.search.index.size", () => Sizes(indexes), "{vector}", "Vectors of each index.");
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    // Counting a large catalogue takes longer than an exporter waits, so the figures are those of the last count.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
            try
            {
                summary = await catalogue.SummariseAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning("The photos could not be counted: {Reason}", error.Message);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<long>> PhotosByState() => summary is { } counts
        ? [State("found", counts.Found), State("encoded", counts.Encoded), State("indexed", counts.Indexed), State("failed", counts.Failed)]
        : [];

    private static Measurement<long> State(string state, long photos) => new(photos, new KeyValuePair<string, object?>("idclip.state", state));

    private static IEnumerable<Measurement<long>> Sizes(SearchIndexes indexes)
    {
        try
        {
            return
            [
                new(indexes.Photos?.Count ?? 0, new KeyValuePair<string, object?>("idclip.index", "photos")),
                new(indexes.Faces?.Count ?? 0, new KeyValuePair<string, object?>("idclip.index", "faces")),
            ];
        }
        catch (IndexServiceException)
        {
            // A service that is away has no size.
            return [];
        }
    }
}
