using IdClip.Archive.Adapters;
using IdClip.Archive.Storage;
using IdClip.Messages;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Messages;

/// <summary>What handling a message may change: all of it happens, or nothing.</summary>
public sealed class MessageTransaction
{
    private readonly ArchiveContext context;

    internal MessageTransaction(ArchiveContext context) => this.context = context;

    /// <summary>Sends a message once the transaction is committed.</summary>
    public Task SendAsync(IArchiveMessage message, CancellationToken ct = default) => Outbox.AddAsync(context, message, ct);

    /// <summary>Says for which adapter photos are encoded from now on, see <see cref="AdapterAlias.WantAsync(ArchiveAdapter, CancellationToken)"/>.</summary>
    public Task WantAsync(ArchiveAdapter adapter, CancellationToken ct = default) => AdapterAlias.WantAsync(context, adapter, ct);

    /// <summary>What a state machine remembers of a run, as it was kept; null where it knows no such run.</summary>
    public async Task<string?> FindRunAsync(string machine, Guid run, CancellationToken ct = default) =>
        (await context.Runs.FindAsync([machine, run], ct))?.Body;

    /// <summary>Keeps a run.</summary>
    /// <param name="machine">The state machine.</param>
    /// <param name="run">The run.</param>
    /// <param name="state">Name of the state that it is in.</param>
    /// <param name="body">What the machine remembers, as JSON.</param>
    /// <param name="ct">Cancels.</param>
    public async Task KeepRunAsync(string machine, Guid run, string state, string body, CancellationToken ct = default)
    {
        var row = await context.Runs.FindAsync([machine, run], ct);
        if (row is null)
            context.Runs.Add(row = new() { Machine = machine, Run = run, State = state, Body = body });
        (row.State, row.Body, row.ChangedAt) = (state, body, DateTime.UtcNow.Ticks);
    }

    /// <summary>Forgets a run.</summary>
    public Task ForgetRunAsync(string machine, Guid run, CancellationToken ct = default) =>
        context.Runs.Where(r => r.Machine == machine && r.Run == run).ExecuteDeleteAsync(ct);
}
