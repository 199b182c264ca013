using System.Text.Json;
using IdClip.Archive.Storage;
using IdClip.Messages;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Messages;

/// <summary>Messages that are in the catalogue until they are sent: written in the transaction of what they tell of, so that neither is ever there without the other. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class Outbox(Catalogue.Catalogue catalogue)
{
    internal const string Sender = "outbox";

    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>Another number after every commit of this or another process: a cheap look whether there may be anything to send.</summary>
    public long Version() => database.DataVersion();

    /// <summary>Takes the right to send for this process alone, until what is returned is disposed.</summary>
    /// <exception cref="ArchiveException">Another process has it.</exception>
    public Task<IDisposable> TakeAsync(CancellationToken ct = default) => database.LockAsync(ArchiveLock.OfOutbox, ct);

    /// <summary>Puts messages at the end. One that is there already is left where it is.</summary>
    public Task AddAsync(IReadOnlyCollection<IArchiveMessage> messages, CancellationToken ct = default) => messages.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(async context =>
        {
            foreach (var message in messages)
                await AddAsync(context, message, ct);
        }, ct);

    /// <summary>Puts a message at the end unless it ever was there.</summary>
    public async Task AddOnceAsync(IArchiveMessage message, CancellationToken ct = default)
    {
        var inbox = new Inbox(catalogue);
        // Looking is cheaper than a transaction.
        if (!await inbox.HasAsync(message.MessageId, Sender, ct))
            await inbox.HandleAsync(message.MessageId, Sender, transaction => transaction.SendAsync(message, ct), ct);
    }

    /// <summary>The oldest messages, in order.</summary>
    /// <param name="after">Only those with a larger place.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<OutgoingMessage>> ReadAsync(long after, int most, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var rows = await context.Outbox.AsNoTracking().Where(m => m.Id > after).OrderBy(m => m.Id).Take(most).ToListAsync(ct);
        return [.. rows.Select(row => new OutgoingMessage(row.Id, TryRead(row), row.Type, row.Queue))];
    }

    /// <summary>Takes messages out that are with their receivers.</summary>
    public Task RemoveAsync(IReadOnlyCollection<long> ids, CancellationToken ct = default) => ids.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(context => context.Outbox.Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(ct), ct);

    internal static async Task AddAsync(ArchiveContext context, IArchiveMessage message, CancellationToken ct)
    {
        if (context.Outbox.Local.Any(m => m.MessageId == message.MessageId) || await context.Outbox.AnyAsync(m => m.MessageId == message.MessageId && m.Queue == null, ct))
            return;
        context.Outbox.Add(new() { MessageId = message.MessageId, Type = message.GetType().Name, Body = MessageTypes.Write(message) });
    }

    private static IArchiveMessage? TryRead(OutboxMessage row)
    {
        try
        {
            return MessageTypes.Read(row.Type, row.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
