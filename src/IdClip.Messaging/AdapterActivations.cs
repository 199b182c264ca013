using System.Text.Json;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Messages;
using IdClip.Jobs;
using IdClip.Messages;
using IdClip.Messages.Adapters;
using IdClip.Messaging.Runs;

namespace IdClip.Messaging;

/// <summary>Orders to have an archive's searches use an adapter, and what becomes of them and of trained adapters. Any process with the catalogue may order; one that does re-indexing carries it out. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class AdapterActivations(Catalogue catalogue)
{
    private const int RunsLookedAt = 100;

    private readonly AdapterAlias alias = new(catalogue);
    private readonly AdapterVectors vectors = new(catalogue);
    private readonly ArchiveRuns runs = new(catalogue);
    private readonly FailedMessages failures = new(catalogue);
    private readonly Inbox inbox = new(catalogue);

    /// <summary>Orders an activation; when it returns, the order is kept. One of the same adapter that is at work already is joined.</summary>
    /// <returns>The run.</returns>
    public async Task<Guid> OrderAsync(ArchiveAdapter adapter, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if ((await alias.ReadAsync(ct)).Wanted?.Identity == adapter.Identity)
            foreach (var known in await runs.ListAsync(nameof(AdapterRun), RunsLookedAt, ct))
                if (await FindAsync(known.Run, ct) is { State: JobState.Running } same && same.Identity == adapter.Identity)
                    return same.Run;
        var run = new AdapterRun { CorrelationId = Guid.CreateVersion7(), State = nameof(AdapterMachine.Reindexing), Adapter = adapter.Name, Identity = adapter.Identity };
        var order = new ReindexRequested(run.CorrelationId, adapter.Name, adapter.Identity);
        await ArchiveActivation.WantAsync(inbox, order, adapter, async transaction =>
        {
            await transaction.KeepRunAsync(nameof(AdapterRun), run.CorrelationId, run.State, JsonSerializer.Serialize(run), ct);
            await transaction.SendAsync(order, ct);
        }, ct);
        return run.CorrelationId;
    }

    /// <summary>How far an activation is; null where there is none of that id.</summary>
    public async Task<ActivationStatus?> FindAsync(Guid id, CancellationToken ct = default) =>
        await runs.FindAsync(nameof(AdapterRun), id, ct) is { } row ? await DescribeAsync(row, ct) : null;

    /// <summary>The activations, the last changed first; trained adapters that nobody asked for are left out.</summary>
    public async Task<IReadOnlyList<ActivationStatus>> ListAsync(int most, CancellationToken ct = default)
    {
        var listed = new List<ActivationStatus>();
        foreach (var row in (await runs.ListAsync(nameof(AdapterRun), most, ct)).Where(row => row.State != nameof(AdapterMachine.Kept)))
            listed.Add(await DescribeAsync(row, ct));
        return listed;
    }

    /// <summary>Has one that failed go on.</summary>
    public async Task RetryAsync(Guid id, CancellationToken ct = default)
    {
        if (await FailureOfAsync(id, ct) is { } failure)
            await failures.RetryAsync(failure.MessageId, ct);
    }

    /// <summary>Ends one that is at work; the adapter before it stays active. One that has ended is left as it is.</summary>
    public async Task CancelAsync(Guid id, CancellationToken ct = default)
    {
        if (await FindAsync(id, ct) is { HasEnded: false } status)
            await alias.UnwantAsync(status.Identity, ct);
    }

    private async Task<ActivationStatus> DescribeAsync(ArchiveRun row, CancellationToken ct)
    {
        var run = JsonSerializer.Deserialize<AdapterRun>(row.Body)!;
        var failure = row.State == nameof(AdapterMachine.Reindexing) ? (await FailureOfAsync(row.Run, ct))?.Reason : null;
        var state = row.State switch
        {
            nameof(AdapterMachine.Reindexing) => failure is null ? JobState.Running : JobState.Failed,
            nameof(AdapterMachine.Superseded) => JobState.Cancelled,
            // A trained adapter that nobody asked for is done as well.
            _ => JobState.Done,
        };
        var inUse = (await alias.ReadAsync(ct)).InUse.FirstOrDefault(adapter => adapter.Identity == run.Identity);
        var (encoded, missing) = inUse is { ChangesImages: true } ? await vectors.CountAsync(run.Identity, ct) : default;
        return new(row.Run, run.Adapter, run.Identity, state, encoded, missing, failure, row.ChangedAt);
    }

    private async Task<MessageFailure?> FailureOfAsync(Guid run, CancellationToken ct) => (await failures.ListAsync(ct))
        .Where(failure => failure.Type == nameof(ReindexRequested))
        .FirstOrDefault(failure => MessageTypes.Read(failure.Type!, failure.Body) is ReindexRequested order && order.Run == run);
}
