using IdClip.Archive.Messages;
using IdClip.Jobs;
using IdClip.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Messaging.Jobs;

/// <summary>Tells by messages what becomes of a queue's jobs. What a crash kept from being told follows from the jobs' files, so the next process tells it; what was told before is not told again.</summary>
/// <param name="queue">The queue; null where this host has none.</param>
/// <param name="tell">What a job as it is now has told, the earlier first.</param>
/// <param name="outbox">The archive's messages; null where nobody is told.</param>
/// <param name="log">Is told why messages wait.</param>
public sealed partial class JobAnnouncer<TOrder, TProgress, TOutcome>(
    JobQueue<TOrder, TProgress, TOutcome>? queue, Func<Job<TOrder, TProgress, TOutcome>, IEnumerable<IArchiveMessage>> tell, Outbox? outbox, ILogger log) : BackgroundService
    where TOrder : class, IJobOrder
    where TProgress : class
    where TOutcome : class
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, (JobState State, DateTimeOffset QueuedAt)> told = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (queue is null || outbox is null)
            return;
        using var timer = new PeriodicTimer(Interval);
        do
            try
            {
                // The oldest first, as it happened.
                foreach (var job in queue.List().Reverse().Where(job => told.GetValueOrDefault(job.Id) != (job.State, job.QueuedAt)))
                {
                    foreach (var message in tell(job))
                        await outbox.AddOnceAsync(message, stoppingToken);
                    told[job.Id] = (job.State, job.QueuedAt);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogUntold(log, error.Message);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of jobs can't be told yet: {Reason}")]
    private static partial void LogUntold(ILogger logger, string reason);
}
