using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Messages;

/// <summary>Gives a message that is delivered more than once one effect. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class Inbox(Catalogue.Catalogue catalogue)
{
    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>Has a message's effect and remembers it, in one transaction, unless it had it before.</summary>
    /// <param name="message">The message's identity.</param>
    /// <param name="handler">Who handles it; each handler has its own effect.</param>
    /// <param name="work">The effect, in the catalogue only. It may run again after a failure of the database.</param>
    /// <param name="ct">Cancels; nothing has happened then.</param>
    /// <returns>False where the message had been handled.</returns>
    public Task<bool> HandleAsync(Guid message, string handler, Func<MessageTransaction, Task> work, CancellationToken ct = default) =>
        database.WriteAsync(async context =>
        {
            if (await context.HandledMessages.AnyAsync(m => m.MessageId == message && m.Handler == handler, ct))
                return false;
            await work(new(context));
            context.HandledMessages.Add(new() { MessageId = message, Handler = handler, At = DateTime.UtcNow.Ticks });
            return true;
        }, ct);

    /// <summary>Whether a message had its effect.</summary>
    public async Task<bool> HasAsync(Guid message, string handler, CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await context.HandledMessages.AnyAsync(m => m.MessageId == message && m.Handler == handler, ct);
    }

    /// <summary>Forgets messages that were handled longer ago: no transport delivers again after so long. What <see cref="Outbox.AddOnceAsync"/> added is remembered for ever: a few rows a job, and jobs are told of again at each start.</summary>
    public Task ForgetAsync(TimeSpan age, CancellationToken ct = default)
    {
        var before = (DateTime.UtcNow - age).Ticks;
        return database.WriteAsync(context => context.HandledMessages.Where(m => m.At < before && m.Handler != Outbox.Sender).ExecuteDeleteAsync(ct), ct);
    }
}
