using System.Collections.Immutable;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;

namespace IdClip.Search;

/// <summary>The index files of adapters' image spaces: of the active adapter, and of the one that is to replace it.</summary>
/// <param name="catalogue">The archive.</param>
internal sealed class JointIndexes(Catalogue catalogue) : IDisposable
{
    private const string Kind = "joint";

    private readonly AdapterVectors _vectors = new(catalogue);
    private readonly string _folder = Path.Join(catalogue.Folder, "index");
    private volatile ImmutableDictionary<string, IndexFileSlot> _slots = ImmutableDictionary<string, IndexFileSlot>.Empty;

    /// <summary>The place of an adapter's index, or null where it was not opened.</summary>
    public IndexFileSlot? Find(string adapter) => _slots.GetValueOrDefault(adapter);

    /// <summary>Opens the files of adapters and copies into them what the catalogue has and they lack.</summary>
    public async Task CatchUpAsync(IEnumerable<ArchiveAdapter> adapters, CancellationToken ct)
    {
        foreach (var adapter in adapters.Where(a => a.ChangesImages).Select(a => a.Identity))
        {
            var slot = await OpenAsync(adapter, ct);
            await foreach (var batch in _vectors.ReadPendingAsync(adapter, ct: ct))
            {
                long[] ids = [.. batch.Select(v => v.PhotoId)];
                slot.For(batch[0].Embedding.Length).Upsert(ids, ids, batch.SelectMany(v => v.Embedding).ToArray());
                await _vectors.MarkIndexedAsync(adapter, ids, ct);
            }
        }
    }

    /// <summary>Takes removed photos out of every open file and rewrites it.</summary>
    public void Remove(IReadOnlyList<long> photoIds)
    {
        foreach (var slot in _slots.Values)
            if (slot.Index?.Remove([.. photoIds]) > 0)
                slot.Index.Compact();
    }

    /// <summary>Deletes the files of all adapters but these. For the process that flips the alias: another could delete what this one is filling.</summary>
    public void DropExcept(IEnumerable<ArchiveAdapter> adapters)
    {
        var kept = adapters.Select(a => a.Identity).ToHashSet();
        // Searches may still be reading them, so they are let go, not disposed of.
        _slots = _slots.RemoveRange(_slots.Keys.Where(identity => !kept.Contains(identity)));
        IndexFileSlot.DeleteOthers(_folder, Kind, kept);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in _slots.Values)
            slot.Dispose();
    }

    private async Task<IndexFileSlot> OpenAsync(string adapter, CancellationToken ct)
    {
        if (_slots.TryGetValue(adapter, out var open))
            return open;
        var slot = new IndexFileSlot(_folder, Kind, adapter);
        var whole = slot.Open(keepOthers: true);
        if (!whole || (slot.Index?.Count ?? 0) < await _vectors.CountIndexedAsync(adapter, ct))
            await _vectors.ResetIndexAsync(adapter, ct);
        _slots = _slots.Add(adapter, slot);
        return slot;
    }
}
