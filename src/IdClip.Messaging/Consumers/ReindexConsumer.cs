using IdClip.Archive.Messages;
using IdClip.Messages;
using IdClip.Messages.Adapters;
using IdClip.Messaging.Delivery;
using Microsoft.Extensions.Hosting;

namespace IdClip.Messaging.Consumers;

/// <summary>Encodes an archive's photos for an adapter and flips the alias.</summary>
internal sealed class ReindexConsumer(IAdapterActivation activation, Inbox inbox, IHostApplicationLifetime lifetime)
    : OnceConsumer<ReindexRequested>(inbox, lifetime, Queues.Reindex)
{
    // RabbitMQ takes a receiver for dead after half an hour.
    private static readonly TimeSpan Part = TimeSpan.FromMinutes(10);

    protected override async Task<IArchiveMessage?> WorkAsync(ReindexRequested message, CancellationToken ct)
    {
        using var part = CancellationTokenSource.CreateLinkedTokenSource(ct);
        part.CancelAfter(Part);
        try
        {
            return await activation.ActivateAsync(message, part.Token)
                ? new IndexFlipped(message.Run, message.Adapter, message.Identity)
                : new ReindexAbandoned(message.Run, message.Adapter, message.Identity);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested && part.IsCancellationRequested)
        {
            return message with { Part = message.Part + 1 };
        }
    }
}
