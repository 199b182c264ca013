using IdClip.Search;

namespace IdClip.Hosting;

/// <summary>Opens the index files that the Archive service makes while this host runs.</summary>
internal sealed class IndexFollower(SearchIndexes indexes, ILogger<IndexFollower> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await indexes.FollowAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The next look may find the file whole, or the disk back.
                log.LogWarning("The index files could not be opened: {Reason}", error.Message);
            }
    }
}
