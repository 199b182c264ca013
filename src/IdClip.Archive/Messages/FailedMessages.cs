using IdClip.Archive.Adapters;
using IdClip.Archive.Storage;
using IdClip.Messages;
using IdClip.Messages.Adapters;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Messages;

/// <summary>The error queue: messages that a receiver gave up on, until somebody has them sent again. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class FailedMessages(Catalogue.Catalogue catalogue)
{
    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>All of them, the oldest first.</summary>
    public async Task<IReadOnlyList<MessageFailure>> ListAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return [.. (await context.FailedMessages.AsNoTracking().OrderBy(m => m.At).ToListAsync(ct))
            .Select(m => new MessageFailure(m.MessageId, m.Queue, m.Type, m.Body, new(m.At, DateTimeKind.Utc), m.Reason, m.Attempts))];
    }

    /// <summary>Notes a failure; one of the same message and queue is replaced, its attempts are added.</summary>
    public Task AddAsync(MessageFailure failure, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        var row = await context.FailedMessages.FindAsync([failure.MessageId, failure.Queue], ct);
        if (row is null)
            context.FailedMessages.Add(row = new() { MessageId = failure.MessageId, Queue = failure.Queue, Body = failure.Body, Reason = failure.Reason });
        (row.Type, row.Body, row.At, row.Reason) = (failure.Type, failure.Body, failure.At.Ticks, failure.Reason);
        row.Attempts += failure.Attempts;
    }, ct);

    /// <summary>Moves messages to the outbox, each for the queue that it failed in.</summary>
    /// <param name="messageId">One of them; null for all.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many will be sent again; those that could not be read stay.</returns>
    public Task<int> RetryAsync(Guid? messageId, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        var rows = await context.FailedMessages.Where(m => m.Type != null && (messageId == null || m.MessageId == messageId)).OrderBy(m => m.At).ToListAsync(ct);
        foreach (var row in rows)
            context.Outbox.Add(new() { MessageId = row.MessageId, Type = row.Type!, Body = row.Body, Queue = row.Queue.Length == 0 ? null : row.Queue });
        context.FailedMessages.RemoveRange(rows);
        return rows.Count;
    }, ct);

    /// <summary>Forgets messages; what they were to do is not done. An adapter that was on its way is wanted no more.</summary>
    /// <param name="messageId">One of them; null for all.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many were forgotten.</returns>
    public Task<int> DropAsync(Guid? messageId, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        var rows = await context.FailedMessages.Where(m => messageId == null || m.MessageId == messageId).ToListAsync(ct);
        foreach (var order in rows.Where(row => row.Type == nameof(ReindexRequested)).Select(row => MessageTypes.Read(row.Type!, row.Body)).OfType<ReindexRequested>())
        {
            // Nobody is left who would say that it is left off.
            await AdapterAlias.UnwantAsync(context, order.Identity, ct);
            await Outbox.AddAsync(context, new ReindexAbandoned(order.Run, order.Adapter, order.Identity), ct);
        }
        context.FailedMessages.RemoveRange(rows);
        return rows.Count;
    }, ct);
}
