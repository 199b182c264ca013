using System.Collections.Immutable;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>The indexes of adapters' image spaces: of the active adapter, and of the one that is to replace it.</summary>
/// <param name="catalogue">The archive.</param>
/// <param name="place">Where they are.</param>
internal sealed class JointIndexes(Catalogue catalogue, IIndexPlace place) : IDisposable
{
    private const string Kind = "joint";

    private readonly AdapterVectors _vectors = new(catalogue);
    private volatile ImmutableDictionary<string, IIndexSlot> _slots = ImmutableDictionary<string, IIndexSlot>.Empty;

    /// <summary>The place of an adapter's index, or null where it was not opened.</summary>
    public IIndexSlot? Find(string adapter) => _slots.GetValueOrDefault(adapter);

    /// <summary>Opens an adapter's index that another process fills.</summary>
    public async Task<IVectorIndex?> FollowAsync(string adapter, CancellationToken ct)
    {
        var slot = Find(adapter) ?? place.Slot(Kind, adapter);
        if (slot.Index is null)
            await slot.OpenAsync(ct);
        _slots = _slots.SetItem(adapter, slot);
        return slot.Index;
    }

    /// <summary>Opens the indexes of adapters and copies into them what the catalogue has and they lack.</summary>
    public async Task CatchUpAsync(IEnumerable<ArchiveAdapter> adapters, CancellationToken ct)
    {
        foreach (var adapter in adapters.Where(a => a.ChangesImages).Select(a => a.Identity))
        {
            var slot = await OpenAsync(adapter, ct);
            await foreach (var batch in _vectors.ReadPendingAsync(adapter, ct: ct))
            {
                long[] ids = [.. batch.Select(v => v.PhotoId)];
                (await slot.ForAsync(batch[0].Embedding.Length, ct)).Upsert(ids, ids, batch.SelectMany(v => v.Embedding).ToArray());
                await _vectors.MarkIndexedAsync(adapter, ids, ct);
            }
        }
    }

    /// <summary>Takes removed photos out of every open index.</summary>
    public void Remove(IReadOnlyList<long> photoIds)
    {
        foreach (var slot in _slots.Values)
            VectorErasure.Erase(slot.Index, photoIds);
    }

    /// <summary>Deletes the indexes of all adapters but these. For the process that flips the alias: another could delete what this one is filling.</summary>
    public async Task DropExceptAsync(IEnumerable<ArchiveAdapter> adapters, CancellationToken ct)
    {
        var kept = adapters.Select(a => a.Identity).ToHashSet();
        // Searches may still be reading them, so they are let go, not disposed of.
        _slots = _slots.RemoveRange(_slots.Keys.Where(identity => !kept.Contains(identity)));
        await place.DeleteOthersAsync(Kind, kept, ct);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in _slots.Values)
            slot.Dispose();
    }

    private async Task<IIndexSlot> OpenAsync(string adapter, CancellationToken ct)
    {
        if (_slots.TryGetValue(adapter, out var open) && !place.IsService)
            return open;
        var slot = open ?? place.Slot(Kind, adapter);
        // Counted first: a process that fills it meanwhile tells the catalogue afterwards.
        var acknowledged = await _vectors.CountIndexedAsync(adapter, ct);
        var whole = await slot.OpenAsync(ct);
        if (!whole || (slot.Index?.Count ?? 0) < acknowledged)
            await _vectors.ResetIndexAsync(adapter, ct);
        _slots = _slots.SetItem(adapter, slot);
        return slot;
    }
}
