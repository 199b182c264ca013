using IdClip.Archive.Ingest.Walk;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Storage;

/// <summary>Contents that are to be encoded anew with the models that they were encoded with, for what newer versions keep of them.</summary>
internal static class StaleContents
{
    private const int IdsPerStatement = 500;

    /// <summary>Marks what is below some roots; nothing where some of it is marked, since then the run before was interrupted.</summary>
    /// <param name="context">A transaction.</param>
    /// <param name="roots">Absolute paths of folders and files.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task MarkAsync(ArchiveContext context, IReadOnlyList<string> roots, CancellationToken ct)
    {
        var folders = await context.Folders.Select(f => new { f.Id, f.Path }).ToListAsync(ct);
        var files = new List<long?>();
        // A statement has room for so many numbers.
        foreach (var some in folders.Where(f => roots.Any(root => FolderPath.IsBelow(f.Path, root))).Select(f => f.Id).Chunk(IdsPerStatement))
            files.AddRange(await context.Files.Where(f => some.Contains(f.FolderId)).Select(f => f.ContentId).ToListAsync(ct));
        foreach (var folder in folders)
        {
            var names = roots.Where(root => Path.GetDirectoryName(root) == folder.Path).Select(Path.GetFileName).ToList();
            if (names.Count > 0)
                files.AddRange(await context.Files.Where(f => f.FolderId == folder.Id && names.Contains(f.Name)).Select(f => f.ContentId).ToListAsync(ct));
        }

        var contents = files.OfType<long>().Distinct().Chunk(IdsPerStatement).ToList();
        foreach (var some in contents)
            if (await context.Contents.AnyAsync(c => some.Contains(c.Id) && c.IsStale, ct))
                return;
        foreach (var some in contents)
            await context.Contents.Where(c => some.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.IsStale, true), ct);
    }
}
