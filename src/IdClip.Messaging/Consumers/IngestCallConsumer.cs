using IdClip.Messages.Ingest;
using IdClip.Messaging.Ingest;
using MassTransit;

namespace IdClip.Messaging.Consumers;

/// <summary>Has this process join an index job that another one answers for.</summary>
internal sealed class IngestCallConsumer(IngestWorker worker) : IConsumer<IngestRequested>
{
    public Task Consume(ConsumeContext<IngestRequested> context)
    {
        worker.TakePart(context.Message.Run, context.Message.Round);
        return Task.CompletedTask;
    }
}
