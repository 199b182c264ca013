using System.Diagnostics;
using System.Threading.Channels;
using IdClip.Archive.Ingest.Walk;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Ingest.Run;

/// <summary>Compares the walk with the catalogue: notes new and changed files as found, and hands them on by id.</summary>
internal sealed class FileDiscovery(ArchiveDatabase database, IngestTally tally, IngestTeller? teller, ChannelWriter<long> pending)
{
    /// <summary>Small at first, so that encoding begins at once; then large, so that a hundred thousand folders are not as many transactions.</summary>
    private const int FirstBatch = 64, LargestBatch = 4096, MostFolders = 400;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    private long toldAt = Stopwatch.GetTimestamp();
    private int allFound, allUnchanged;

    /// <summary>Files that were in a folder of the walk and are not any more.</summary>
    public List<long> Gone { get; } = [];

    /// <summary>Known folders that the walk came through.</summary>
    public HashSet<long> Visited { get; } = [];

    public async Task RunAsync(PhotoWalk walk, CancellationToken ct)
    {
        var batch = new List<WalkedFolder>();
        var (files, size) = (0, FirstBatch);
        foreach (var folder in walk.Folders())
        {
            ct.ThrowIfCancellationRequested();
            batch.Add(folder);
            files += folder.Files.Count;
            if (files < size && batch.Count < MostFolders)
                continue;
            await CompareAsync(batch, ct);
            batch.Clear();
            (files, size) = (0, Math.Min(size * 2, LargestBatch));
        }
        await CompareAsync(batch, ct);
        await TellAsync(isWalkComplete: true, ct);
        tally.WalkComplete();
    }

    private async Task CompareAsync(List<WalkedFolder> walked, CancellationToken ct)
    {
        if (walked.Count == 0)
            return;
        var paths = walked.Select(f => f.Path).ToList();
        Dictionary<string, long> folders;
        ILookup<long, KnownFile> known;
        await using (var context = database.Read())
        {
            folders = await context.Folders.Where(f => paths.Contains(f.Path)).ToDictionaryAsync(f => f.Path, f => f.Id, ct);
            var rows = await context.Files.Where(f => paths.Contains(f.Folder.Path)).Select(f => new KnownFile(
                f.FolderId, f.Id, f.Name, f.Size, f.Modified,
                f.ContentId != null && f.Failure == null && f.Content!.Failure == null && !f.Content.IsStale)).ToListAsync(ct);
            known = rows.ToLookup(f => f.FolderId);
        }
        Visited.UnionWith(folders.Values);

        var (found, unchanged) = (0, 0);
        var changes = new List<(WalkedFolder Folder, WalkedFile File, long? KnownId)>();
        foreach (var folder in walked)
        {
            var rows = folders.TryGetValue(folder.Path, out var id) ? known[id].ToDictionary(f => f.Name) : [];
            found += folder.Files.Count;
            foreach (var file in folder.Files)
                if (rows.Remove(file.Name, out var row) && row.IsDone && row.Size == file.Size && row.Modified == file.Modified && file.Problem is null)
                    unchanged++;
                else
                    changes.Add((folder, file, row?.Id));
            if (folder.IsWhole)
                Gone.AddRange(rows.Values.Select(r => r.Id));
        }

        (allFound, allUnchanged) = (allFound + found, allUnchanged + unchanged);
        List<long> added = [];
        if (changes.Count > 0)
        {
            var id = Guid.NewGuid();
            (added, var noted) = await database.WriteAsync(context => NoteAsync(context, id, changes, ct), ct);
            toldAt = Stopwatch.GetTimestamp();
            Visited.UnionWith(noted);
        }
        else if (Stopwatch.GetElapsedTime(toldAt) > LongestSilence)
        {
            await TellAsync(isWalkComplete: false, ct);
        }
        tally.Walked(found, unchanged);
        tally.Encoded(0, 0, 0, changes.Where(c => c.File.Problem is not null)
            .Select(c => new IngestFailure(Path.Join(c.Folder.Path, c.File.Name), c.File.Problem!)));
        foreach (var id in added)
            await pending.WriteAsync(id, ct);
    }

    private async Task TellAsync(bool isWalkComplete, CancellationToken ct)
    {
        if (teller is null)
            return;
        var id = Guid.NewGuid();
        await database.WriteAsync(context => teller.FoundAsync(context, id, allFound, allUnchanged, isWalkComplete, []), ct);
        toldAt = Stopwatch.GetTimestamp();
    }

    private async Task<(List<long> Pending, List<long> Folders)> NoteAsync(
        ArchiveContext context, Guid batch, List<(WalkedFolder Folder, WalkedFile File, long? KnownId)> changes, CancellationToken ct)
    {
        // Read again: another process may walk the same folders.
        var paths = changes.Select(c => c.Folder.Path).Distinct().ToList();
        var folders = await context.Folders.Where(f => paths.Contains(f.Path)).ToDictionaryAsync(f => f.Path, ct);
        var known = await KnownAsync(context, folders, changes, ct);
        foreach (var path in paths.Where(path => !folders.ContainsKey(path)))
            context.Folders.Add(folders[path] = new() { Path = path });
        await context.SaveChangesAsync(ct);

        List<PhotoFile> pendingRows = [], failedRows = [];
        foreach (var (folder, file, _) in changes)
        {
            var folderId = folders[folder.Path].Id;
            if (!known.TryGetValue((folderId, file.Name), out var row))
            {
                row = new() { FolderId = folderId, Name = file.Name };
                context.Files.Add(row);
            }
            if (row.Size != file.Size || row.Modified != file.Modified || file.Problem is not null)
                (row.Size, row.Modified, row.ContentId, row.Failure) = (file.Size, file.Modified, null, file.Problem);
            (file.Problem is null ? pendingRows : failedRows).Add(row);
        }
        await context.SaveChangesAsync(ct);
        if (teller is not null)
            await teller.FoundAsync(context, batch, allFound, allUnchanged, isWalkComplete: false, [.. failedRows.Select(r => r.Id)]);
        return ([.. pendingRows.Select(r => r.Id)], [.. folders.Values.Select(f => f.Id)]);
    }

    private static async Task<Dictionary<(long FolderId, string Name), PhotoFile>> KnownAsync(
        ArchiveContext context, Dictionary<string, Folder> folders, List<(WalkedFolder Folder, WalkedFile File, long? KnownId)> changes, CancellationToken ct)
    {
        var known = new Dictionary<(long, string), PhotoFile>();
        foreach (var ids in changes.Where(c => c.KnownId is not null).Select(c => c.KnownId!.Value).Chunk(500))
            foreach (var row in await context.Files.Where(f => ids.Contains(f.Id)).ToListAsync(ct))
                known[(row.FolderId, row.Name)] = row;
        var folderIds = folders.Values.Select(f => f.Id).ToList();
        var unknown = changes.Where(c => c.KnownId is null && folders.ContainsKey(c.Folder.Path)).Select(c => c.File.Name).Distinct();
        foreach (var names in unknown.Chunk(500))
            foreach (var row in await context.Files.Where(f => folderIds.Contains(f.FolderId) && names.Contains(f.Name)).ToListAsync(ct))
                known[(row.FolderId, row.Name)] = row;
        return known;
    }

    /// <param name="FolderId">Its folder.</param>
    /// <param name="Id">Its row.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Size">Bytes when last read.</param>
    /// <param name="Modified">UTC ticks when last read.</param>
    /// <param name="IsDone">Whether it was encoded, with the archive's present models.</param>
    private sealed record KnownFile(long FolderId, long Id, string Name, long Size, long Modified, bool IsDone);
}
