using Google.Protobuf;
using IdClip.Jobs;
using IdClip.Redis.Progress;
using Microsoft.Extensions.Hosting;

namespace IdClip.Grpc.Calls;

/// <summary>Tells other hosts what becomes of this host's jobs, four times a second at most.</summary>
/// <param name="kind">What the jobs make.</param>
/// <param name="queue">The queue; null where this host has none.</param>
/// <param name="map">A job as clients are told of it.</param>
/// <param name="channel">Where it is told; null where there are no other hosts.</param>
internal sealed class JobPublisher<TOrder, TProgress, TOutcome, TMessage>(
    string kind, JobQueue<TOrder, TProgress, TOutcome>? queue, Func<Job<TOrder, TProgress, TOutcome>, TMessage> map, ProgressChannel? channel) : BackgroundService
    where TOrder : class, IJobOrder
    where TProgress : class
    where TOutcome : class
    where TMessage : IMessage<TMessage>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (queue is null || channel is not { IsShared: true })
            return;
        // A job that changes is another object.
        var told = queue.List().ToDictionary(job => job.Id);
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var jobs = queue.List();
            foreach (var job in jobs.Where(job => !ReferenceEquals(job, told.GetValueOrDefault(job.Id))))
                await channel.PublishAsync(kind, job.Id, map(job).ToByteArray(), stoppingToken);
            told = jobs.ToDictionary(job => job.Id);
        }
    }
}
