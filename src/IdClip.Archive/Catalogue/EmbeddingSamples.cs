using System.Collections.Concurrent;
using System.Diagnostics;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Catalogue;

/// <summary>
/// Random samples of the searchable photos' embeddings, kept in memory. Processes over the same catalogue draw the same photos, so that
/// replicas give the same answers. Thread-safe.
/// </summary>
/// <param name="catalogue">The archive.</param>
public sealed class EmbeddingSamples(Catalogue catalogue)
{
    private const int IdsPerStatement = 500;

    // Ids are dense, but for photos that were removed.
    private const int MostDrawsPerPhoto = 64;

    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);

    private readonly ArchiveDatabase database = catalogue.Database;
    private readonly ConcurrentDictionary<string, Drawn> known = new();

    /// <summary>A sample of the photos that are indexed. One of all photos is always that of the moment, another up to a minute old.</summary>
    /// <param name="size">Photos at most; an archive of fewer is taken whole.</param>
    /// <param name="ct">Cancels.</param>
    public Task<EmbeddingSample> OfPhotosAsync(int size, CancellationToken ct = default) =>
        KeptAsync("", context => context.Photos.Where(p => p.State == PhotoState.Indexed && !p.Content.IsStale)
            .Select(p => new Row { Id = p.Id, Embedding = p.Embedding }), size, ct);

    /// <summary>As <see cref="OfPhotosAsync"/>, in the space of an adapter.</summary>
    public Task<EmbeddingSample> OfAdapterAsync(string adapter, int size, CancellationToken ct = default) =>
        KeptAsync(adapter, context => context.AdapterVectors.Where(v => v.Adapter == adapter && v.IsIndexed)
            .Select(v => new Row { Id = v.PhotoId, Embedding = v.Embedding }), size, ct);

    private async Task<EmbeddingSample> KeptAsync(string of, Func<ArchiveContext, IQueryable<Row>> rowsOf, int size, CancellationToken ct)
    {
        var version = database.DataVersion();
        if (known.TryGetValue(of, out var last) && (last.Version == version || (last.IsPart && Stopwatch.GetElapsedTime(last.At) < Lasting)))
            return last.Sample;
        await using var context = database.Read();
        var sample = await DrawAsync(rowsOf(context), size, ct);
        known[of] = new(sample, version, Stopwatch.GetTimestamp());
        return sample;
    }

    private static async Task<EmbeddingSample> DrawAsync(IQueryable<Row> rows, int size, CancellationToken ct)
    {
        var photos = await rows.CountAsync(ct);
        if (photos <= size)
            return new([.. (await rows.OrderBy(r => r.Id).ToListAsync(ct)).Select(r => Vectors.FromBlob(r.Embedding))], photos);

        // By their keys: an order by chance would read every row.
        var greatest = await rows.MaxAsync(r => r.Id, ct);
        var random = new Random(1);
        var drawn = new HashSet<long>();
        var found = new List<float[]>(size);
        while (found.Count < size && drawn.Count < Math.Min(greatest, (long)size * MostDrawsPerPhoto))
        {
            var ids = new List<long>(IdsPerStatement);
            while (ids.Count < IdsPerStatement && drawn.Count < greatest)
                if (random.NextInt64(1, greatest + 1) is var id && drawn.Add(id))
                    ids.Add(id);
            found.AddRange((await rows.Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct)).Select(r => Vectors.FromBlob(r.Embedding)));
        }
        return new(found.Count > size ? found[..size] : found, photos);
    }

    private sealed record Drawn(EmbeddingSample Sample, long Version, long At)
    {
        public bool IsPart => Sample.Embeddings.Count < Sample.Photos;
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public required byte[] Embedding { get; init; }
    }
}
