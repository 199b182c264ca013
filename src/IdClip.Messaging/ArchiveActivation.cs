using IdClip.Archive.Adapters;
using IdClip.Archive.Messages;
using IdClip.Messages.Adapters;
using IdClip.Messaging.Runs;
using IdClip.Search;

namespace IdClip.Messaging;

/// <summary>Gives the archive of this process an adapter.</summary>
/// <param name="indexing">Encodes and flips.</param>
/// <param name="adapters">The adapters.</param>
/// <param name="inbox">Knows whose wish was heard.</param>
/// <param name="news">Is told after each commit.</param>
internal sealed class ArchiveActivation(AdapterIndexing indexing, IAdapterPhotoEncoders adapters, Inbox inbox, RunNews news) : IAdapterActivation
{
    private const string Handler = "wanted";

    public async Task<bool> ActivateAsync(ReindexRequested order, CancellationToken ct)
    {
        var adapter = await adapters.FindAsync(order.Adapter, order.Identity, ct);
        // A message that comes again must not want again what somebody has done without since.
        await inbox.HandleAsync(order.Wish, Handler, transaction => transaction.WantAsync(adapter, ct), ct);
        return await indexing.ContinueAsync(adapter, new Teller(news, order.Run), ct);
    }

    /// <summary>Notes a wish in a transaction of its own making, as the first message of an order would.</summary>
    public static Task<bool> WantAsync(Inbox inbox, ReindexRequested order, ArchiveAdapter adapter, Func<MessageTransaction, Task> also, CancellationToken ct) =>
        inbox.HandleAsync(order.Wish, Handler, async transaction =>
        {
            await transaction.WantAsync(adapter, ct);
            await also(transaction);
        }, ct);

    // Progress<T> would tell on another thread, later.
    private sealed class Teller(RunNews news, Guid run) : IProgress<AdapterProgress>
    {
        public void Report(AdapterProgress value) => news.Tell(nameof(AdapterRun), run);
    }
}
