using IdClip.Search;
using IdClip.Search.Index;

namespace IdClip.Hosting;

/// <summary>Gives a service of vectors what it lacks: at the start, after it was away, after it was emptied.</summary>
internal sealed class IndexKeeper(SearchIndexes indexes, ILogger<IndexKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!indexes.AreOfService)
            return;
        var away = false;
        using var timer = new PeriodicTimer(Interval);
        do
            try
            {
                if (await indexes.RepairAsync(stoppingToken) is > 0 and var photos)
                    log.LogInformation("{Photos} photos were indexed that the service of vectors lacked", photos);
                if (away)
                    log.LogInformation("The service of vectors is back");
                away = false;
            }
            catch (IndexServiceException error)
            {
                if (!away)
                    log.LogWarning("{Reason}", error.Message);
                away = true;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning("The service of vectors could not be looked after: {Reason}", error.Message);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
