using IdClip.Archive.Messages;
using IdClip.Messages;
using IdClip.Messages.Ingest;
using IdClip.Messaging.Delivery;
using IdClip.Messaging.Ingest;
using Microsoft.Extensions.Hosting;

namespace IdClip.Messaging.Consumers;

/// <summary>Answers for an index job: the message stays with the broker, for another worker, until nothing is left to do.</summary>
internal sealed class IngestConsumer(IngestWorker worker, Inbox inbox, IHostApplicationLifetime lifetime)
    : OnceConsumer<IngestRequested>(inbox, lifetime, Queues.Ingest)
{
    // RabbitMQ takes a receiver for dead after half an hour.
    private static readonly TimeSpan Part = TimeSpan.FromMinutes(10);

    protected override async Task<IArchiveMessage?> WorkAsync(IngestRequested message, CancellationToken ct)
    {
        var work = worker.AnswerForAsync(message.Run, message.Round);
        if (await Task.WhenAny(work, Task.Delay(Part, ct)) == work)
        {
            await work;
            return null;
        }
        ct.ThrowIfCancellationRequested();
        // The work goes on meanwhile; whoever gets the next part waits for it or takes it over.
        return message with { Part = message.Part + 1 };
    }
}
