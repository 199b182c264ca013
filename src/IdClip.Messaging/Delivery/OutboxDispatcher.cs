using IdClip.Archive;
using IdClip.Archive.Messages;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Messaging.Delivery;

/// <summary>Sends what is in the outbox: what is committed while it runs, and what was left when a process died between commit and sending. One of an archive at a time.</summary>
internal sealed partial class OutboxDispatcher(Outbox outbox, Inbox inbox, FailedMessages failures, Deliveries deliveries, IBus bus, ILogger<OutboxDispatcher> log) : BackgroundService
{
    private const int MessagesPerRead = 100;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100), Pause = TimeSpan.FromSeconds(1);

    // Neither RabbitMQ nor a crash delivers a message again after so long.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30), PruneInterval = TimeSpan.FromHours(12);

    // A send that was under way when the broker died may never end; receivers know a message that they had.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var alone = await outbox.TakeAsync(stoppingToken);
                await DispatchAsync(stoppingToken);
            }
            catch (ArchiveException)
            {
                // Another process sends; when it dies, its lock is free.
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogPaused(log, error.Message);
            }
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DispatchAsync(CancellationToken ct)
    {
        // A message within this process stays in the outbox until it was handled, and must not be sent again meanwhile.
        var last = 0L;
        long? seen = null;
        var prune = TimeProvider.System.GetUtcNow();
        for (; ; await Task.Delay(Look, ct))
        {
            if (TimeProvider.System.GetUtcNow() >= prune)
            {
                await inbox.ForgetAsync(Remembered, ct);
                prune += PruneInterval;
            }
            var version = outbox.Version();
            if (version == seen)
                continue;
            while (await outbox.ReadAsync(last, MessagesPerRead, ct) is { Count: > 0 } messages)
            {
                var sent = new List<long>();
                try
                {
                    foreach (var message in messages)
                        if (await SendAsync(message, ct))
                            sent.Add(message.Id);
                }
                finally
                {
                    // Not cancellable: what is sent need not be sent again.
                    await outbox.RemoveAsync(sent, CancellationToken.None);
                }
                last = messages[^1].Id;
            }
            seen = version;
        }
    }

    /// <summary>Sends a message to all that want it.</summary>
    /// <returns>Whether it may leave the outbox now.</returns>
    private async Task<bool> SendAsync(OutgoingMessage outgoing, CancellationToken ct)
    {
        if (outgoing.Message is not { } message)
        {
            await failures.AddAsync(new(Guid.NewGuid(), outgoing.Queue ?? "", null, outgoing.Type, DateTime.UtcNow, "A newer IdClip wrote this message.", 1), ct);
            return true;
        }
        var queues = deliveries.QueuesOf(outgoing);
        if (deliveries.IsInProcess)
            deliveries.Begin(outgoing, queues);
        foreach (var queue in queues)
        {
            var endpoint = await bus.GetSendEndpoint(AddressOf(queue)).WaitAsync(Patience, ct);
            await endpoint.Send(message, message.GetType(), Pipe.Execute<SendContext>(context => (context.MessageId, context.CorrelationId) = (message.MessageId, message.Run)), ct)
                .WaitAsync(Patience, ct);
        }
        return !deliveries.IsInProcess || queues.Count == 0;
    }

    // A queue is made as its receivers make it, whoever comes first.
    private Uri AddressOf(string queue) => new(Queues.IsInOrder(queue) && !deliveries.IsInProcess ? $"queue:{queue}?singleactiveconsumer=true" : $"queue:{queue}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messages wait in the outbox: {Reason}")]
    private static partial void LogPaused(ILogger logger, string reason);
}
