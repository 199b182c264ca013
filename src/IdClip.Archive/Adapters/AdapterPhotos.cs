using IdClip.Archive.Ingest;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Adapters;

/// <summary>Gives every photo that has none a vector in an adapter's image space.</summary>
/// <remarks>Photos are encoded and committed in small batches, so a run that was killed is continued by the next one. Searches, indexing and forgetting go on meanwhile.</remarks>
/// <param name="catalogue">The archive.</param>
/// <param name="encoder">The adapter.</param>
/// <param name="options">Workers, batch size and how frames are taken from videos; null for the defaults.</param>
public sealed class AdapterPhotos(Catalogue.Catalogue catalogue, IAdapterPhotoEncoder encoder, IngestOptions? options = null)
{
    private const int PhotosPerPage = 2048;

    private readonly IngestOptions options = options ?? new();
    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>Encodes what has no vector yet.</summary>
    /// <param name="progress">Hears after each commit, from any thread.</param>
    /// <param name="wanted">Is noted as the wanted adapter once it is sure that no other run is at work; null where it is active already.</param>
    /// <param name="ct">Stops the run; what is done is committed.</param>
    /// <exception cref="ArchiveException">Another such run is at work.</exception>
    public async Task<AdapterReport> RunAsync(IProgress<AdapterProgress>? progress = null, ArchiveAdapter? wanted = null, CancellationToken ct = default)
    {
        using var held = await database.LockAsync(ArchiveLock.OfAdapters, ct);
        var alias = new AdapterAlias(catalogue);
        if (wanted is not null)
            await alias.WantAsync(wanted, ct);
        var scratch = Path.Combine(catalogue.Folder, "adapter-frames");
        var tally = new AdapterTally(progress, (await new AdapterVectors(catalogue).CountAsync(encoder.Adapter, ct)).Missing);
        var photos = new AdapterPhotoEncoding(encoder, options, scratch);
        try
        {
            // Ids only grow, so photos that are added meanwhile come last.
            for (var last = 0L; await PageAsync(last, ct) is { Count: > 0 } page; last = page[^1].Id)
                await Parallel.ForEachAsync(Chunks(page), new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = ct }, async (chunk, _) =>
                {
                    // Somebody wants another adapter, or none, since.
                    if ((await alias.ReadAsync(ct)).InUse.All(adapter => adapter.Identity != encoder.Adapter))
                        return;
                    var encoded = await Task.Factory.StartNew(() => photos.Encode(chunk, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                    // Not cancellable: work that is done is worth its commit.
                    await StoreAsync([.. encoded.Where(e => e.Failure is null)]);
                    tally.Add(encoded);
                });
            return tally.Report();
        }
        finally
        {
            // Also what a killed run left.
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<IReadOnlyList<MissingPhoto>> PageAsync(long after, CancellationToken ct)
    {
        await using var context = database.Read();
        var photos = await AdapterVectors.MissingPhotos(context, encoder.Adapter).Where(p => p.Id > after)
            .OrderBy(p => p.Id).Take(PhotosPerPage).Select(p => new { p.Id, p.ContentId, p.FrameSeconds }).ToListAsync(ct);
        var contents = photos.Select(p => (long?)p.ContentId).Distinct().ToList();
        var files = (await context.Files.Where(f => contents.Contains(f.ContentId)).OrderBy(f => f.Id)
            .Select(f => new { f.ContentId, f.Folder.Path, f.Name, f.Size, f.Modified }).ToListAsync(ct))
            .ToLookup(f => f.ContentId!.Value, f => new KnownFile(Path.Join(f.Path, f.Name), f.Size, f.Modified));
        return [.. photos.Select(p => new MissingPhoto(p.Id, p.ContentId, p.FrameSeconds, [.. files[p.ContentId]]))];
    }

    // The frames of a video stay together: they are taken from it in one go.
    private IEnumerable<MissingPhoto[]> Chunks(IReadOnlyList<MissingPhoto> page) => page.Where(p => p.FrameSeconds is null).Chunk(options.ChunkSize)
        .Concat(page.Where(p => p.FrameSeconds is not null).GroupBy(p => p.ContentId).Select(video => video.ToArray()));

    private Task StoreAsync(IReadOnlyList<AdapterPhotoResult> encoded) => encoded.Count == 0 ? Task.CompletedTask : database.WriteAsync(async context =>
    {
        // A photo that was removed meanwhile is not there any more; one that another process encoded has its vector.
        foreach (var photo in encoded)
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "AdapterVectors" ("PhotoId", "Adapter", "Embedding", "IsIndexed")
                SELECT "Id", {encoder.Adapter}, {Vectors.ToBlob(photo.Embedding)}, {false} FROM "Photos" WHERE "Id" = {photo.Id}
                ON CONFLICT DO NOTHING
                """);
    }, CancellationToken.None);
}
