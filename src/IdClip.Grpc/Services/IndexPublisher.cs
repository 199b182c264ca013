using System.Threading.Channels;
using Google.Protobuf;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Archive.Messages;
using IdClip.Redis.Progress;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Grpc.Services;

/// <summary>Tells watchers, of other hosts too, what this host heard of index jobs; the latest only, where news come faster than they are told.</summary>
internal sealed partial class IndexPublisher(RunNews news, IndexJobs jobs, IndexCalls calls, ProgressChannel channel, ILogger<IndexPublisher> log) : BackgroundService
{
    private readonly HashSet<Guid> changed = [];
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        news.Changed += Note;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        news.Changed -= Note;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in wake.Reader.ReadAllAsync(stoppingToken))
            foreach (var id in Take())
                try
                {
                    if (await jobs.FindAsync(id, stoppingToken) is { } job)
                        await channel.PublishAsync(IndexCalls.Kind, id.ToString("N"), (await calls.DescribeAsync(job, stoppingToken)).ToByteArray(), stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // Watchers ask the catalogue themselves.
                    LogUntold(error.GetType().Name);
                }
    }

    private void Note(string machine, Guid run)
    {
        if (machine != IndexJobs.Machine || !channel.IsHeard(IndexCalls.Kind, run.ToString("N")))
            return;
        lock (changed)
            changed.Add(run);
        wake.Writer.TryWrite(true);
    }

    private Guid[] Take()
    {
        lock (changed)
        {
            Guid[] all = [.. changed];
            changed.Clear();
            return all;
        }
    }

    [LoggerMessage(LogLevel.Warning, "News of an index job could not be told: {Reason}")]
    private partial void LogUntold(string reason);
}
