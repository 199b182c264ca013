using IdClip.Archive.Catalogue;

namespace IdClip.Search;

/// <summary>Copies encoded photos and their faces from the catalogue into the indexes.</summary>
/// <remarks>At-least-once: a batch is durable in the indexes before the catalogue learns of it, and adding a vector again replaces it, so a kill at any point costs one batch of work.</remarks>
internal sealed class CatalogueIndexer(Catalogue catalogue, ModelIndexes indexes)
{
    private const int PhotosPerBatch = 2048;

    /// <summary>Indexes what is pending.</summary>
    /// <param name="job">The index job that is told of it; null where none is.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Photos indexed.</returns>
    public async Task<int> CatchUpAsync(Guid? job, CancellationToken ct)
    {
        var count = 0;
        await foreach (var photos in catalogue.ReadEncodedAsync(onlyPending: true, PhotosPerBatch, ct))
        {
            var ids = photos.Select(p => p.Id).ToArray();
            await AddAsync(indexes.Photos, ids, ids, [.. photos.Select(p => p.Embedding)], [.. photos.Select(DateOf)], ct);

            var faces = photos.SelectMany(p => p.Faces.Select(f => (f.Id, Owner: p.Id, f.Embedding, Date: DateOf(p)))).ToList();
            await AddAsync(indexes.Faces, [.. faces.Select(f => f.Id)], [.. faces.Select(f => f.Owner)], [.. faces.Select(f => f.Embedding)], [.. faces.Select(f => f.Date)], ct);

            await catalogue.MarkIndexedAsync(ids, job, ct);
            count += ids.Length;
        }
        return count;
    }

    private static DateOnly DateOf(IndexablePhoto photo) => photo.TakenAt is { } taken ? DateOnly.FromDateTime(taken) : default;

    private static async Task AddAsync(IIndexSlot slot, long[] ids, long[] owners, float[][] vectors, DateOnly[] dates, CancellationToken ct)
    {
        if (ids.Length > 0)
            (await slot.ForAsync(vectors[0].Length, ct)).Upsert(ids, owners, vectors.SelectMany(v => v).ToArray(), dates);
    }
}
