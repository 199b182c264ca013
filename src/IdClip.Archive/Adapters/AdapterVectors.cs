using System.Runtime.CompilerServices;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Adapters;

/// <summary>The photos of an archive in the image spaces of adapters: what the adapters' indexes are fed with. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class AdapterVectors(Catalogue.Catalogue catalogue)
{
    private const int IdsPerStatement = 500;
    private const int RowsPerDeletion = 5000;

    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>How many photos have a vector of the adapter, and how many have none yet.</summary>
    public async Task<(int Encoded, int Missing)> CountAsync(string adapter, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var encoded = await context.AdapterVectors.CountAsync(v => v.Adapter == adapter, ct);
        return (encoded, await MissingPhotos(context, adapter).CountAsync(ct));
    }

    /// <summary>How many vectors the adapter's index holds at least, by what was marked.</summary>
    public async Task<int> CountIndexedAsync(string adapter, CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await context.AdapterVectors.CountAsync(v => v.Adapter == adapter && v.IsIndexed, ct);
    }

    /// <summary>Streams the vectors that are not marked as indexed, by ascending photo id; at-least-once, as with photos.</summary>
    /// <param name="adapter">Identity of the adapter.</param>
    /// <param name="batch">Vectors a batch, at least 1.</param>
    /// <param name="ct">Stops the stream.</param>
    public async IAsyncEnumerable<IReadOnlyList<(long PhotoId, float[] Embedding)>> ReadPendingAsync(
        string adapter, int batch = 2048, [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        for (var last = 0L; ;)
        {
            await using var context = database.Read();
            var after = last;
            var rows = await context.AdapterVectors.Where(v => v.PhotoId > after && v.Adapter == adapter && !v.IsIndexed)
                .OrderBy(v => v.PhotoId).Take(batch).Select(v => new { v.PhotoId, v.Embedding }).ToListAsync(ct);
            if (rows.Count == 0)
                yield break;
            yield return [.. rows.Select(v => (v.PhotoId, Vectors.FromBlob(v.Embedding)))];
            last = rows[^1].PhotoId;
        }
    }

    /// <summary>The vectors of those of some photos that have one, in the photos' order.</summary>
    public async Task<IReadOnlyList<(long PhotoId, float[] Embedding)>> ReadAsync(string adapter, IReadOnlyCollection<long> photoIds, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(photoIds);
        var found = new Dictionary<long, float[]>(photoIds.Count);
        await using var context = database.Read();
        foreach (var ids in photoIds.Chunk(IdsPerStatement))
            foreach (var row in await context.AdapterVectors.Where(v => v.Adapter == adapter && ids.Contains(v.PhotoId)).Select(v => new { v.PhotoId, v.Embedding }).ToListAsync(ct))
                found[row.PhotoId] = Vectors.FromBlob(row.Embedding);
        return [.. photoIds.Where(found.ContainsKey).Select(id => (id, found[id]))];
    }

    /// <summary>Remembers that vectors are in the adapter's index, durably.</summary>
    public Task MarkIndexedAsync(string adapter, IReadOnlyCollection<long> photoIds, CancellationToken ct = default) =>
        database.WriteAsync(async context =>
        {
            foreach (var ids in photoIds.Chunk(IdsPerStatement))
                await context.AdapterVectors.Where(v => v.Adapter == adapter && ids.Contains(v.PhotoId))
                    .ExecuteUpdateAsync(set => set.SetProperty(v => v.IsIndexed, true), ct);
        }, ct);

    /// <summary>Makes every vector of the adapter pending again, for an index that starts empty.</summary>
    public Task ResetIndexAsync(string adapter, CancellationToken ct = default) =>
        database.WriteAsync(context => context.AdapterVectors.Where(v => v.Adapter == adapter && v.IsIndexed)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.IsIndexed, false), ct), ct);

    /// <summary>Deletes the vectors of adapters that are neither active nor wanted.</summary>
    public async Task DropUnusedAsync(CancellationToken ct = default)
    {
        var kept = (await new AdapterAlias(catalogue).ReadAsync(ct)).InUse.Select(adapter => adapter.Identity).ToList();
        // In parts: a writer of another process must not wait for the deletion of a million rows.
        while (await database.WriteAsync(context => context.AdapterVectors
            .Where(v => !kept.Contains(v.Adapter)).OrderBy(v => v.PhotoId).Take(RowsPerDeletion).ExecuteDeleteAsync(ct), ct) > 0)
        {
        }
    }

    internal static IQueryable<Photo> MissingPhotos(ArchiveContext context, string adapter) =>
        context.Photos.Where(p => !p.Content.IsStale && !context.AdapterVectors.Any(v => v.PhotoId == p.Id && v.Adapter == adapter));
}
