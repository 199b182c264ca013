using System.Runtime.CompilerServices;
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
        var tally = new AdapterTally(progress, (await new AdapterVectors(catalogue).CountAsync(encoder.Adapter, ct)).Missing);
        // Somebody may want another adapter, or none, since.
        await EncodeAsync(MissingPagesAsync(ct), "adapter-frames", tally, async () => (await alias.ReadAsync(ct)).InUse.Any(adapter => adapter.Identity == encoder.Adapter), ct);
        return tally.Report();
    }

    /// <summary>Encodes those of some photos that have no vector yet, to try the adapter: it need not be active or wanted. The vectors are kept until another adapter is activated.</summary>
    /// <param name="photoIds">The photos.</param>
    /// <param name="progress">Hears after each commit, from any thread.</param>
    /// <param name="ct">Stops the run; what is done is committed.</param>
    /// <exception cref="ArchiveException">Another adapter is being tried.</exception>
    public async Task<AdapterReport> TryAsync(IReadOnlyCollection<long> photoIds, IProgress<AdapterProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(photoIds);
        using var held = await database.LockAsync(ArchiveLock.OfTrials, ct);
        var pages = new List<IReadOnlyList<MissingPhoto>>();
        foreach (var ids in photoIds.Chunk(PhotosPerPage))
            pages.Add(await PageAsync(photos => photos.Where(p => ids.Contains(p.Id)), ct));
        var tally = new AdapterTally(progress, pages.Sum(page => page.Count));
        await EncodeAsync(pages.ToAsyncEnumerable(), "trial-frames", tally, () => Task.FromResult(true), ct);
        return tally.Report();
    }

    /// <param name="pages">Photos without a vector.</param>
    /// <param name="frames">Name of the folder that frames of videos lie in meanwhile; the run's own.</param>
    /// <param name="tally">Counts.</param>
    /// <param name="goesOn">Whether the vectors are wanted still.</param>
    /// <param name="ct">Cancels.</param>
    private async Task EncodeAsync(IAsyncEnumerable<IReadOnlyList<MissingPhoto>> pages, string frames, AdapterTally tally, Func<Task<bool>> goesOn, CancellationToken ct)
    {
        var scratch = Path.Combine(catalogue.Folder, frames);
        var photos = new AdapterPhotoEncoding(encoder, options, scratch);
        try
        {
            await foreach (var page in pages)
                await Parallel.ForEachAsync(Chunks(page), new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = ct }, async (chunk, _) =>
                {
                    if (!await goesOn())
                        return;
                    var encoded = await Task.Factory.StartNew(() => photos.Encode(chunk, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                    // Not cancellable: work that is done is worth its commit.
                    await StoreAsync([.. encoded.Where(e => e.Failure is null)]);
                    tally.Add(encoded);
                });
        }
        finally
        {
            // Also what a killed run left.
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
    }

    // Ids only grow, so photos that are added meanwhile come last.
    private async IAsyncEnumerable<IReadOnlyList<MissingPhoto>> MissingPagesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        for (var last = 0L; ;)
        {
            var after = last;
            var page = await PageAsync(photos => photos.Where(p => p.Id > after).OrderBy(p => p.Id).Take(PhotosPerPage), ct);
            if (page.Count == 0)
                yield break;
            yield return page;
            last = page[^1].Id;
        }
    }

    private async Task<IReadOnlyList<MissingPhoto>> PageAsync(Func<IQueryable<Photo>, IQueryable<Photo>> which, CancellationToken ct)
    {
        await using var context = database.Read();
        var photos = await which(AdapterVectors.MissingPhotos(context, encoder.Adapter))
            .OrderBy(p => p.Id).Select(p => new { p.Id, p.ContentId, p.FrameSeconds }).ToListAsync(ct);
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
