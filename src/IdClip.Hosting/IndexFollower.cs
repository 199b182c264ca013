using IdClip.Search;

namespace IdClip.Hosting;

/// <summary>Opens the indexes that the Archive service makes while this host runs.</summary>
internal sealed class IndexFollower(SearchIndexes indexes, ILogger<IndexFollower> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? told = null;
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await indexes.FollowAsync(stoppingToken);
                told = null;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The next look may find the file whole, or the disk or the service back.
                if (error.Message != told)
                    log.LogWarning("The indexes could not be opened: {Reason}", error.Message);
                told = error.Message;
            }
    }
}
