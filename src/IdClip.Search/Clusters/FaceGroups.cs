using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Clusters;

namespace IdClip.Search.Clusters;

/// <summary>Puts unnamed faces together by person. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
/// <param name="gallery">Its people, for the face model's thresholds.</param>
/// <param name="indexes">Its face vectors.</param>
public sealed class FaceGroups(Catalogue catalogue, Gallery gallery, SearchIndexes indexes) : IDisposable
{
    private readonly ClusterTable _table = new(catalogue);
    private readonly SemaphoreSlim _clustering = new(1, 1);

    /// <summary>The groups as they were found last, the largest first; what was said about faces since then counts.</summary>
    public Task<IReadOnlyList<FaceCluster>> ReadAsync(CancellationToken ct = default) => _table.ReadAsync(ct);

    /// <summary>Unnamed faces that are in no group, the clearest first.</summary>
    public Task<IReadOnlyList<long>> SinglesAsync(int most, CancellationToken ct = default) => _table.SinglesAsync(most, ct);

    /// <summary>Whether faces have come or gone since the groups were found.</summary>
    public async Task<bool> IsStaleAsync(CancellationToken ct = default) => await _table.StampAsync(ct) != await _table.PresentStampAsync(ct);

    /// <summary>Groups anew where faces have come or gone; a call meanwhile waits for the one at work. Takes seconds for ten thousand faces.</summary>
    /// <returns>Whether the groups were made anew.</returns>
    public async Task<bool> RefreshAsync(CancellationToken ct = default)
    {
        await _clustering.WaitAsync(ct);
        try
        {
            var stamp = await _table.PresentStampAsync(ct);
            if (await _table.StampAsync(ct) == stamp)
                return false;
            var faces = await _table.ReadUnnamedAsync(ct);
            var clusters = await Task.Run(() => Cluster(faces, ct), ct);
            await _table.ReplaceAsync(clusters, stamp, ct);
            return true;
        }
        finally
        {
            _clustering.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _clustering.Dispose();

    private List<(IReadOnlyList<long> FaceIds, long? Group)> Cluster(IReadOnlyList<UnnamedFace> faces, CancellationToken ct)
    {
        // While an archive changes to another face model the rest of its faces is not comparable yet.
        var usable = indexes.Faces is { } index ? faces.Where(f => f.Embedding.Length == index.Dimension).ToList() : [];
        if (usable.Count == 0)
            return [];
        var least = gallery.Thresholds.Cluster;
        var representative = FaceClustering.Run(usable, FaceNeighbours.Find(indexes.Faces!, usable, least, ct), least);
        return
        [
            .. Enumerable.Range(0, usable.Count).GroupBy(face => representative[face])
                .Select(c => (FaceIds: (IReadOnlyList<long>)[.. c.Select(face => usable[face].Id)], Group: c.Select(face => usable[face].Group).FirstOrDefault(g => g is not null)))
                .Where(c => c.FaceIds.Count > 1 || c.Group is not null),
        ];
    }
}
