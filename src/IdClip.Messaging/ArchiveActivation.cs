using IdClip.Archive.Adapters;
using IdClip.Archive.Messages;
using IdClip.Messages.Adapters;
using IdClip.Search;

namespace IdClip.Messaging;

/// <summary>Gives the archive of this process an adapter.</summary>
/// <param name="indexing">Encodes and flips.</param>
/// <param name="adapters">The adapters.</param>
/// <param name="inbox">Knows whose wish was heard.</param>
internal sealed class ArchiveActivation(AdapterIndexing indexing, IAdapterPhotoEncoders adapters, Inbox inbox) : IAdapterActivation
{
    private const string Handler = "wanted";

    public async Task<bool> ActivateAsync(ReindexRequested order, CancellationToken ct)
    {
        var adapter = await adapters.FindAsync(order.Adapter, order.Identity, ct);
        // A message that comes again must not want again what somebody has done without since.
        await inbox.HandleAsync(order.Wish, Handler, transaction => transaction.WantAsync(adapter, ct), ct);
        return await indexing.ContinueAsync(adapter, ct);
    }

    /// <summary>Notes a wish in a transaction of its own making, as the first message of an order would.</summary>
    public static Task<bool> WantAsync(Inbox inbox, ReindexRequested order, ArchiveAdapter adapter, Func<MessageTransaction, Task> also, CancellationToken ct) =>
        inbox.HandleAsync(order.Wish, Handler, async transaction =>
        {
            await transaction.WantAsync(adapter, ct);
            await also(transaction);
        }, ct);
}
