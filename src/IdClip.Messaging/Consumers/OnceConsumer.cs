using IdClip.Archive.Messages;
using IdClip.Messages;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace IdClip.Messaging.Consumers;

/// <summary>Work that a message asks for. It may be begun again after a crash, so it is such that doing it again does nothing; once it was done, it is not begun again.</summary>
internal abstract class OnceConsumer<TMessage>(Inbox inbox, IHostApplicationLifetime lifetime, string queue) : IConsumer<TMessage>
    where TMessage : class, IArchiveMessage
{
    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var id = context.Message.MessageId;
        if (await inbox.HasAsync(id, queue, context.CancellationToken))
            return;
        // MassTransit waits for its receivers before it stops; work that goes on in the next process need not be waited for.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var next = await WorkAsync(context.Message, stop.Token);
        // Not cancellable: what is done is told.
        await inbox.HandleAsync(id, queue, transaction => next is null ? Task.CompletedTask : transaction.SendAsync(next), CancellationToken.None);
    }

    /// <summary>Does the work and returns what is sent next, or null.</summary>
    protected abstract Task<IArchiveMessage?> WorkAsync(TMessage message, CancellationToken ct);
}
