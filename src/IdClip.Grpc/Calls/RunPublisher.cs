using System.Threading.Channels;
using Google.Protobuf;
using IdClip.Archive.Messages;
using IdClip.Redis.Progress;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Grpc.Calls;

/// <summary>Tells watchers, of other hosts too, what this host heard of one kind of run; the latest only, where news come faster than they are told.</summary>
/// <param name="kind">What the runs are called between hosts.</param>
/// <param name="machine">The state machine whose runs they are.</param>
/// <param name="describe">The run as its service tells of it; null where there is none.</param>
/// <param name="news">What this host hears.</param>
/// <param name="channel">Where it is told.</param>
/// <param name="log">Says what could not be told.</param>
internal sealed partial class RunPublisher(
    string kind, string machine, Func<Guid, CancellationToken, Task<IMessage?>> describe, RunNews news, ProgressChannel channel, ILogger<RunPublisher> log) : BackgroundService
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
                    if (await describe(id, stoppingToken) is { } run)
                        await channel.PublishAsync(kind, id.ToString("N"), run.ToByteArray(), stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // Watchers ask the catalogue themselves.
                    LogUntold(kind, error.GetType().Name);
                }
    }

    private void Note(string changedMachine, Guid run)
    {
        if (changedMachine != machine || !channel.IsHeard(kind, run.ToString("N")))
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

    [LoggerMessage(LogLevel.Warning, "News of a run of {Kind} could not be told: {Reason}")]
    private partial void LogUntold(string kind, string reason);
}
