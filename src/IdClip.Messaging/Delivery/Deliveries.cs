using System.Collections.Concurrent;
using IdClip.Archive.Messages;

namespace IdClip.Messaging.Delivery;

/// <summary>When a message may leave the outbox: with a broker once it has it, within a process not before all receivers have handled it. Thread-safe.</summary>
/// <param name="outbox">The outbox.</param>
/// <param name="options">The transport.</param>
internal sealed class Deliveries(Outbox outbox, MessagingOptions options)
{
    private readonly ConcurrentDictionary<(Guid Message, string Queue), Delivery> open = new();
    private readonly IReadOnlySet<string> served = Queues.Of(options.Parts);

    /// <summary>True where nobody but this process knows the messages.</summary>
    public bool IsInProcess => options.Connection is null;

    /// <summary>The queues that a message goes to from here.</summary>
    public IReadOnlyList<string> QueuesOf(OutgoingMessage outgoing)
    {
        IReadOnlyList<string> queues = outgoing.Queue is { } only ? [only] : Queues.Of(outgoing.Message!);
        return IsInProcess ? [.. queues.Where(served.Contains)] : queues;
    }

    /// <summary>Notes that a message is about to be sent.</summary>
    public void Begin(OutgoingMessage outgoing, IReadOnlyList<string> queues)
    {
        var delivery = new Delivery(outgoing.Id, queues.Count);
        foreach (var queue in queues)
            open[(outgoing.Message!.MessageId, queue)] = delivery;
    }

    /// <summary>Notes that a receiver is done with a message, or that its failure is kept.</summary>
    public async Task EndAsync(Guid? message, string queue)
    {
        if (message is { } id && open.TryRemove((id, queue), out var delivery) && delivery.End())
            await outbox.RemoveAsync([delivery.Id]);
    }

    private sealed class Delivery(long id, int queues)
    {
        private int left = queues;

        public long Id => id;

        public bool End() => Interlocked.Decrement(ref left) == 0;
    }
}
