using System.Runtime.CompilerServices;
using IdClip.Archive.Ingest;
using IdClip.Archive.Messages;
using IdClip.Archive.Storage;
using IdClip.Messages.Ingest;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Catalogue;

/// <summary>The photos, faces and people of one archive. Thread-safe; several processes may have it open.</summary>
public sealed class Catalogue : IAsyncDisposable
{
    /// <summary>SQLite takes some 32,000 parameters a statement; small statements stay in its cache.</summary>
    private const int IdsPerStatement = 500;

    private const int MaxFailures = 1000;

    internal Catalogue(string folder, ArchiveDatabase database) => (Folder, Database) = (folder, database);

    /// <summary>The archive's folder, absolute. <c>catalogue.db</c> is in it, where the catalogue is no PostgreSQL schema; indexes go below <c>index/</c>.</summary>
    public string Folder { get; }

    internal ArchiveDatabase Database { get; }

    /// <summary>Opens an archive; an empty or missing folder becomes an empty archive, an older catalogue is migrated.</summary>
    /// <exception cref="ArchiveException">The folder cannot be made, or <c>catalogue.db</c> is not a catalogue or of a newer version.</exception>
    public static async Task<Catalogue> OpenAsync(string folder, CancellationToken ct = default)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            PrivateFolder.Create(folder);
            return new(folder, await SqliteDatabase.OpenAsync(folder, ct));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException && !FullDisk.IsCauseOf(e))
        {
            throw new ArchiveException($"The archive {folder} cannot be opened: {e.Message} Choose another folder or restore it.", e);
        }
    }

    /// <summary>Counts photos by state, faces and people.</summary>
    public async Task<ArchiveSummary> SummariseAsync(CancellationToken ct = default)
    {
        await using var context = Database.Read();
        var failed = context.Files.Where(f => f.Failure != null || f.Content!.Failure != null);
        var failures = await failed
            .OrderBy(f => f.Folder.Path).ThenBy(f => f.Name).Take(MaxFailures)
            .Select(f => new { f.Folder.Path, f.Name, Reason = f.Failure ?? f.Content!.Failure! })
            .ToListAsync(ct);
        return new(
            Found: await context.Files.CountAsync(f => f.ContentId == null && f.Failure == null, ct),
            Encoded: await context.Photos.CountAsync(p => p.State == PhotoState.Encoded, ct),
            Indexed: await context.Photos.CountAsync(p => p.State == PhotoState.Indexed, ct),
            Failed: await failed.CountAsync(ct),
            Faces: await context.Faces.CountAsync(ct),
            People: await context.People.CountAsync(ct),
            [.. failures.Select(f => new IngestFailure(Path.Join(f.Path, f.Name), f.Reason))]);
    }

    /// <summary>Looks photos up; in the order of <paramref name="photoIds"/>, without those that are gone.</summary>
    public async Task<IReadOnlyList<PhotoDetails>> DescribeAsync(IReadOnlyCollection<long> photoIds, CancellationToken ct = default)
    {
        var found = new Dictionary<long, PhotoDetails>(photoIds.Count);
        await using var context = Database.Read();
        foreach (var ids in photoIds.Chunk(IdsPerStatement))
            foreach (var photo in await DetailsAsync(context, context.Photos.Where(p => ids.Contains(p.Id)), ct))
                found[photo.Id] = photo;
        return [.. photoIds.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>The photo that a file holds; of a video its first frame. Null where the archive has no such file.</summary>
    public async Task<PhotoDetails?> FindByPathAsync(string path, CancellationToken ct = default)
    {
        path = Path.GetFullPath(path);
        var (folder, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        await using var context = Database.Read();
        var photos = context.Files
            .Where(f => f.Folder.Path == folder && f.Name == name)
            .SelectMany(f => f.Content!.Photos)
            .OrderBy(p => p.FrameSeconds).Take(1);
        return (await DetailsAsync(context, photos, ct)).SingleOrDefault() is { } details ? details with { Path = path } : null;
    }

    /// <summary>
    /// Streams what the indexes are fed with, by ascending photo id. At-least-once: a photo comes again until it is marked as indexed.
    /// Apply <see cref="ReadTombstonesAsync"/> afterwards, since a vector may be removed while it is on its way.
    /// </summary>
    /// <param name="onlyPending">Whether photos that are marked as indexed are left out.</param>
    /// <param name="batch">Photos a batch, at least 1.</param>
    /// <param name="ct">Stops the stream.</param>
    public async IAsyncEnumerable<IReadOnlyList<IndexablePhoto>> ReadEncodedAsync(
        bool onlyPending, int batch = 1024, [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        for (var last = 0L; ;)
        {
            await using var context = Database.Read();
            var after = last;
            var rows = await context.Photos
                .Where(p => p.Id > after && (!onlyPending || p.State == PhotoState.Encoded) && !p.Content.IsStale)
                .OrderBy(p => p.Id).Take(batch)
                .Select(p => new
                {
                    p.Id,
                    p.Embedding,
                    p.TakenAt,
                    Faces = p.Faces.Where(f => f.Embedding != null).OrderBy(f => f.Id).Select(f => new { f.Id, f.Embedding }).ToList(),
                })
                .AsSplitQuery().ToListAsync(ct);
            if (rows.Count == 0)
                yield break;
            yield return
            [
                .. rows.Select(p => new IndexablePhoto(
                    p.Id, Vectors.FromBlob(p.Embedding), [.. p.Faces.Select(f => new IndexableFace(f.Id, Vectors.FromBlob(f.Embedding!)))], p.TakenAt)),
            ];
            last = rows[^1].Id;
        }
    }

    /// <summary>Remembers that photos and their faces are in the indexes, durably.</summary>
    public Task MarkIndexedAsync(IReadOnlyCollection<long> photoIds, CancellationToken ct = default) => MarkIndexedAsync(photoIds, null, ct);

    /// <summary>As the other one, and tells it.</summary>
    /// <param name="photoIds">The photos.</param>
    /// <param name="job">The index job that is told of it; null where none is.</param>
    /// <param name="ct">Cancels.</param>
    public Task MarkIndexedAsync(IReadOnlyCollection<long> photoIds, Guid? job, CancellationToken ct = default)
    {
        var batch = Guid.NewGuid();
        return Database.WriteAsync(async context =>
        {
            var marked = 0;
            foreach (var ids in photoIds.Chunk(IdsPerStatement))
                marked += await context.Photos.Where(p => ids.Contains(p.Id) && p.State == PhotoState.Encoded)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PhotoState.Indexed), ct);
            if (job is { } run && marked > 0)
                await Outbox.AddAsync(context, new PhotosIndexed(run, batch, marked, DateTimeOffset.UtcNow), ct);
        }, ct);
    }

    /// <summary>How many vectors the indexes hold at least, by what was marked as indexed.</summary>
    public async Task<(int Photos, int Faces)> CountIndexedAsync(CancellationToken ct = default)
    {
        await using var context = Database.Read();
        return (
            await context.Photos.CountAsync(p => p.State == PhotoState.Indexed, ct),
            await context.Faces.CountAsync(f => f.Embedding != null && f.Photo.State == PhotoState.Indexed, ct));
    }

    /// <summary>Makes every photo pending again, for an index that starts empty.</summary>
    public Task ResetIndexAsync(CancellationToken ct = default) =>
        Database.WriteAsync(context => context.Photos.Where(p => p.State == PhotoState.Indexed)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PhotoState.Encoded), ct), ct);

    /// <summary>Vectors that the indexes must remove.</summary>
    public async Task<RemovedVectors> ReadTombstonesAsync(CancellationToken ct = default)
    {
        await using var context = Database.Read();
        var byKind = await context.Tombstones.AsNoTracking().OrderBy(t => t.VectorId).ToListAsync(ct);
        return new(IdsOf(VectorKind.Photo), IdsOf(VectorKind.Face));

        long[] IdsOf(VectorKind kind) => [.. byKind.Where(t => t.Kind == kind).Select(t => t.VectorId)];
    }

    /// <summary>Deletes the thumbnails of removed photos and forgets tombstones, once their vectors are durably out of the indexes.</summary>
    public Task AcknowledgeTombstonesAsync(RemovedVectors removed, CancellationToken ct = default)
    {
        ThumbnailFiles.Remove(Folder, removed.PhotoIds);
        return Database.WriteAsync(async context =>
        {
            foreach (var (kind, all) in new[] { (VectorKind.Photo, removed.PhotoIds), (VectorKind.Face, removed.FaceIds) })
                foreach (var ids in all.Chunk(IdsPerStatement))
                    await context.Tombstones.Where(t => t.Kind == kind && ids.Contains(t.VectorId)).ExecuteDeleteAsync(ct);
        }, ct);
    }

    /// <summary>Ties an empty archive to its models, and refuses others for one that has photos or people.</summary>
    /// <param name="imageModel">Identity of the image tower.</param>
    /// <param name="faceModel">Identity of the face recogniser.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">The archive was encoded with another model.</exception>
    public Task CheckModelsAsync(string imageModel, string faceModel, CancellationToken ct = default) =>
        Database.WriteAsync(context => ArchiveModels.CheckAsync(context, imageModel, faceModel, ct), ct);

    /// <summary>The models that the archive is tied to; null while it has none.</summary>
    public async Task<ArchiveModelNames?> ReadModelsAsync(CancellationToken ct = default)
    {
        await using var context = Database.Read();
        return await ArchiveModels.ReadAsync(context, ct);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Database.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<IEnumerable<PhotoDetails>> DetailsAsync(ArchiveContext context, IQueryable<Photo> photos, CancellationToken ct)
    {
        var rows = await photos.Select(p => new
        {
            p.Id,
            p.ContentId,
            p.Width,
            p.Height,
            p.TakenAt,
            p.FrameSeconds,
            Faces = p.Faces.OrderByDescending(f => f.Width * f.Height).ThenBy(f => f.Id)
                .Select(f => new FaceDetails(f.Id, f.X, f.Y, f.Width, f.Height, f.Score) { Track = FaceTrack.FromBlob(f.Track) }).ToList(),
        }).AsNoTracking().ToListAsync(ct);

        // Asked apart: as a part of the query above, "the first file of each" numbers every file of the archive.
        var contents = rows.Select(r => (long?)r.ContentId).Distinct().ToList();
        var files = (await context.Files.Where(f => contents.Contains(f.ContentId)).OrderBy(f => f.Id)
            .Select(f => new { f.ContentId, f.Folder.Path, f.Name }).ToListAsync(ct)).ToLookup(f => f.ContentId);
        // A photo whose last file is gone lives on until the run that noticed it ends.
        return rows.Where(r => files.Contains(r.ContentId)).Select(r => new PhotoDetails(
            r.Id, Path.Join(files[r.ContentId].First().Path, files[r.ContentId].First().Name), r.Width, r.Height, r.TakenAt, r.FrameSeconds, r.Faces));
    }
}
