using System.Threading.Channels;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest.Run;
using IdClip.Archive.Ingest.Walk;
using IdClip.Archive.People;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Ingest;

/// <summary>Brings an archive in line with the photos and videos of some folders.</summary>
/// <remarks>
/// A walk notes new and changed files as found; workers hash and encode them; one writer commits. Every step may be repeated, so a run
/// that was killed is continued by the next one. With a PostgreSQL catalogue several processes, each with a folder of its own, share the work of
/// the same roots. Files are identified by what they hold: copies and moved files keep their photo.
/// </remarks>
/// <param name="catalogue">The archive.</param>
/// <param name="encoder">The models.</param>
/// <param name="options">Settings; null for the defaults.</param>
public sealed class PhotoIngest(Catalogue.Catalogue catalogue, IPhotoEncoder encoder, IngestOptions? options = null)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100), LongestWait = TimeSpan.FromSeconds(5);

    private readonly IngestOptions options = options ?? new();
    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>Indexes the roots and removes the photos whose files are gone from below them.</summary>
    /// <param name="roots">Folders and files. Hidden files and folders below them are skipped, links are followed.</param>
    /// <param name="progress">Hears after each commit, from any thread.</param>
    /// <param name="ct">Stops the run; what is done is committed first.</param>
    /// <exception cref="ArchiveException">
    /// A root is missing, unreadable or suddenly empty (nothing is removed then), another run is at work, or the archive has other models.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled; the next run continues.</exception>
    public async Task<IngestReport> RunAsync(
        IReadOnlyList<string> roots, IProgress<IngestProgress>? progress = null, CancellationToken ct = default)
    {
        roots = [.. roots.Select(r => Path.TrimEndingDirectorySeparator(Path.GetFullPath(r))).Distinct()];
        foreach (var root in roots)
            CheckReadable(root);

        IReadOnlyList<IngestFailure> enrolments = options.Reencode ? await ChangeModelsAsync(roots, ct) : [];
        using var claims = await database.JoinIngestAsync(ct);
        var teller = options.Part is { } part ? new IngestTeller(part) : null;
        await database.WriteAsync(async context =>
        {
            await ArchiveModels.CheckAsync(context, encoder.ImageModel, encoder.FaceModel, ct);
            await (teller?.BegunAsync(context) ?? Task.CompletedTask);
        }, ct);
        var scratch = Path.Combine(catalogue.Folder, "frames");
        try
        {
            return await RunAsync(roots, scratch, claims, new(progress), teller, ct) with { DroppedEnrolments = enrolments };
        }
        finally
        {
            // Also what a killed run left.
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<IngestReport> RunAsync(
        IReadOnlyList<string> roots, string scratch, IngestClaims claims, IngestTally tally, IngestTeller? teller, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // Ids only, so the walk may run ahead over millions of files and the total is known early.
        var pending = Channel.CreateUnbounded<long>(new() { SingleWriter = true });
        var results = Channel.CreateBounded<IReadOnlyList<EncodedFile>>(options.Workers * 2);
        var walk = new PhotoWalk(roots, catalogue.Folder, options);
        var discovery = new FileDiscovery(database, tally, teller, pending.Writer);
        var files = new FileEncoder(database, encoder, claims, options, scratch);

        var writing = Guarded(() => new IngestWriter(database, tally, claims, teller).RunAsync(results.Reader), () => _ = results.Writer.TryComplete());
        var making = Enumerable.Range(0, options.Workers)
            .Select(_ => Guarded(() => OnOwnThread(() => EncodeAll(files, tally, pending.Reader, results.Writer, stop.Token))))
            .Append(Guarded(() => discovery.RunAsync(walk, stop.Token), () => pending.Writer.Complete()))
            .ToList();
        // A failure in one part cancels the others; what they had made is still committed before it is thrown.
        var made = Task.WhenAll(making);
        await made.ContinueWith(_ => results.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Task.WhenAll([writing, .. making]).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        ct.ThrowIfCancellationRequested();
        var failed = making.Append(writing).Where(t => t.IsFaulted).ToList();
        await (failed.FirstOrDefault() ?? Task.CompletedTask);

        tally.Unreadable(walk.Unreadable);
        var removed = await RemoveGoneAsync(roots, walk, discovery, teller, ct);
        return tally.Report(removed, walk.NotPhotos);

        async Task Guarded(Func<Task> work, Action? always = null)
        {
            try
            {
                await Task.Run(work, CancellationToken.None);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
            finally
            {
                always?.Invoke();
            }
        }
    }

    // The encoder blocks; a thread of its own keeps the pool free for the writer.
    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<IReadOnlyList<IngestFailure>> ChangeModelsAsync(IReadOnlyList<string> roots, CancellationToken ct)
    {
        ArchiveModelNames wanted = new(encoder.ImageModel, encoder.FaceModel);
        var models = await catalogue.ReadModelsAsync(ct);
        if (models == wanted && roots.Count == 0)
            return [];
        using var held = await database.LockAsync(ArchiveLock.OfArchive, ct);
        if (models == wanted)
        {
            await database.WriteAsync(context => StaleContents.MarkAsync(context, roots, ct), ct);
            return [];
        }
        var renewed = models is null || models.Face == wanted.Face ? [] : await Task.Run(() => EnrolmentRenewal.EncodeAsync(database, encoder, ct), ct);
        return await database.WriteAsync(context => ArchiveModels.ChangeAsync(context, wanted.Image, wanted.Face, renewed, ct), ct);
    }

    private void EncodeAll(
        FileEncoder files, IngestTally tally, ChannelReader<long> pending, ChannelWriter<IReadOnlyList<EncodedFile>> results, CancellationToken ct)
    {
        var later = new List<long>();
        var chunk = new List<long>(options.ChunkSize);
        while (pending.WaitToReadAsync(ct).AsTask().GetAwaiter().GetResult())
        {
            while (chunk.Count < options.ChunkSize && pending.TryRead(out var id))
                chunk.Add(id);
            if (chunk.Count == 0)
                continue;
            Encode(chunk);
            chunk.Clear();
        }

        // What another process was at: it finishes them, or dies, and then they are this run's.
        for (var wait = FirstWait; later.Count > 0; wait = wait < LongestWait ? wait * 2 : LongestWait)
        {
            ct.WaitHandle.WaitOne(wait);
            ct.ThrowIfCancellationRequested();
            var again = later.ToList();
            later.Clear();
            foreach (var some in again.Chunk(options.ChunkSize))
                Encode(some);
        }

        void Encode(IReadOnlyList<long> ids)
        {
            var waiting = later.Count;
            var encoded = files.Encode(ids, later, ct);
            tally.DoneByOthers(ids.Count - encoded.Count - (later.Count - waiting));
            // Not cancellable: work that is done is worth its commit. A writer that failed closes the channel.
            while (!results.TryWrite(encoded) && results.WaitToWriteAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            {
            }
        }
    }

    private async Task<int> RemoveGoneAsync(IReadOnlyList<string> roots, PhotoWalk walk, FileDiscovery discovery, IngestTeller? teller, CancellationToken ct)
    {
        var gone = new List<long>(discovery.Gone);
        var unreadable = walk.Unreadable.Select(f => f.Path).ToList();
        await using (var context = database.Read())
        {
            var folders = await context.Folders.AsNoTracking().ToListAsync(ct);
            foreach (var root in walk.EmptyRoots.Where(root => !options.AllowEmptyRoots && folders.Any(f => FolderPath.IsBelow(f.Path, root))))
                throw new ArchiveException(
                    $"{root} is empty, but the archive has photos from there. Nothing was removed. If its disk is not connected, connect it; " +
                    "if the photos were deleted, index again and allow empty folders.");
            foreach (var folder in folders.Where(f => !discovery.Visited.Contains(f.Id)
                && roots.Any(root => FolderPath.IsBelow(f.Path, root)) && !unreadable.Any(u => FolderPath.IsBelow(f.Path, u))))
                // Not walked may also mean hidden or reached by another link; only what is not there is gone.
                gone.AddRange((await context.Files.Where(f => f.FolderId == folder.Id).Select(f => new { f.Id, f.Name }).ToListAsync(ct))
                    .Where(f => !File.Exists(Path.Join(folder.Path, f.Name))).Select(f => f.Id));
        }
        var batch = Guid.NewGuid();
        return await database.WriteAsync(async context =>
        {
            var removed = await RemovedPhotos.RemoveFilesAsync(context, gone, ct);
            if (teller is not null && removed > 0)
                await teller.RemovedAsync(context, batch, removed);
            return removed;
        }, ct);
    }

    private static void CheckReadable(string root)
    {
        try
        {
            if (Directory.Exists(root))
                _ = Directory.EnumerateFileSystemEntries(root).Any();
            else if (!File.Exists(root))
                throw new ArchiveException($"{root} does not exist. Check the path; nothing was indexed or removed.");
            else if (PhotoFormats.Of(root) == PhotoFormat.None)
                throw new ArchiveException($"{root} is not a photo or video by its extension. Name photos or folders.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveException($"{root} cannot be read: {e.Message} Nothing was indexed or removed.", e);
        }
    }
}
