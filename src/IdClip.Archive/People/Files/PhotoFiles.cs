using System.Runtime.CompilerServices;
using IdClip.Archive.Ingest.Walk;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People.Files;

/// <summary>The photo files of an archive with their faces, and files whose metadata is changed. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class PhotoFiles(Catalogue.Catalogue catalogue)
{
    private const int FilesPerPage = 256;

    private static readonly EnrolmentOptions Clear = new();

    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>Streams the photos below a folder, videos left out; a file comes with all copies of it.</summary>
    /// <param name="folder">Absolute path of a folder; null for the whole archive.</param>
    /// <param name="ct">Stops the stream.</param>
    /// <exception cref="ArchiveException">The archive has no photo there.</exception>
    public async IAsyncEnumerable<FileFaces> ReadAsync(string? folder, [EnumeratorCancellation] CancellationToken ct = default)
    {
        List<(long Id, string Path)> folders;
        await using (var context = database.Read())
            folders = [.. (await context.Folders.ToListAsync(ct)).Where(f => folder is null || FolderPath.IsBelow(f.Path, folder)).OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => (f.Id, f.Path))];
        if (folder is not null && folders.Count == 0)
            throw new ArchiveException($"The archive has no photo in {folder}. Index the folder first, or name one that is indexed.");
        foreach (var (id, path) in folders)
            for (var last = 0L; ;)
            {
                await using var context = database.Read();
                var after = last;
                var files = await context.Files.Where(f => f.FolderId == id && f.Id > after && f.ContentId != null && !f.Content!.IsStale)
                    .OrderBy(f => f.Id).Take(FilesPerPage).Select(f => new { f.Id, f.Name, ContentId = f.ContentId!.Value }).ToListAsync(ct);
                if (files.Count == 0)
                    break;
                var photos = await FacesAsync(context, [.. files.Select(f => f.ContentId).Distinct()], ct);
                foreach (var file in files)
                    if (photos.TryGetValue(file.ContentId, out var faces))
                        yield return new(Path.Join(path, file.Name), faces);
                last = files[^1].Id;
            }
    }

    /// <summary>The faces of photos by photo id; frames of videos and photos that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<FileFace>>> FacesOfAsync(IReadOnlyCollection<long> photoIds, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var photos = await context.Photos.Where(p => photoIds.Contains(p.Id) && p.FrameSeconds == null).Select(p => new { p.Id, p.ContentId }).ToListAsync(ct);
        var faces = await FacesAsync(context, [.. photos.Select(p => p.ContentId)], ct);
        return photos.Where(p => faces.ContainsKey(p.ContentId)).ToDictionary(p => p.Id, p => faces[p.ContentId]);
    }

    /// <summary>Keeps runs of indexing away while files are changed.</summary>
    /// <exception cref="ArchiveException">The archive is being indexed, or something else needs it alone.</exception>
    public Task<IDisposable> HoldAsync(CancellationToken ct = default) => database.LockAsync(ArchiveLock.OfArchive, ct);

    /// <summary>SHA-256 of what a file holds, as it was indexed; null where the archive has no such file.</summary>
    public async Task<byte[]?> ContentAsync(string path, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var (folder, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        return await context.Files.Where(f => f.Folder.Path == folder && f.Name == name).Select(f => f.Content!.Sha256).SingleOrDefaultAsync(ct);
    }

    /// <summary>
    /// Notes that the metadata of a file changes and its picture does not: photo, faces, labels and enrolments stay with the file's new content.
    /// Call it before the file is replaced; done twice it is done once.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="former">SHA-256 of the file as it is.</param>
    /// <param name="sha256">SHA-256 of the file as it will be.</param>
    /// <param name="size">Bytes of the file as it will be. Its time of last write must stay.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">The file is not the one that was indexed, or has copies.</exception>
    public Task MoveContentAsync(string path, byte[] former, byte[] sha256, long size, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        var (folder, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        var file = await context.Files.Include(f => f.Content).SingleOrDefaultAsync(f => f.Folder.Path == folder && f.Name == name, ct);
        if (file?.Content is not { } content || !content.Sha256.AsSpan().SequenceEqual(former))
            throw new ArchiveException("It changed since it was indexed. Index it again first.");
        if (await context.Files.CountAsync(f => f.ContentId == content.Id, ct) > 1)
            throw new ArchiveException("Another file of the archive holds the same bytes, and its faces would be lost. Write a sidecar, or remove the copy and index again.");
        if (await context.Contents.AnyAsync(c => c.Sha256 == sha256, ct))
            throw new ArchiveException("Another file of the archive is what it would become. Write a sidecar.");
        file.Size = size;
        await context.Contents.Where(c => c.Id == content.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Sha256, sha256), ct);
        await context.MarkedFaces.Where(m => m.Sha256 == former).ExecuteUpdateAsync(set => set.SetProperty(m => m.Sha256, sha256), ct);
        await context.Enrolments.Where(e => e.Sha256 == former).ExecuteUpdateAsync(set => set.SetProperty(e => e.Sha256, sha256), ct);
    }, ct);

    private static async Task<Dictionary<long, IReadOnlyList<FileFace>>> FacesAsync(ArchiveContext context, List<long> contents, CancellationToken ct)
    {
        var photos = await context.Photos.Where(p => contents.Contains(p.ContentId) && p.FrameSeconds == null)
            .Select(p => new
            {
                p.ContentId,
                p.Width,
                p.Height,
                Faces = p.Faces.OrderBy(f => f.Id).Select(f => new { f.Id, f.X, f.Y, f.Width, f.Height, f.Sharpness, IsForgotten = f.Embedding == null }).ToList(),
            }).AsNoTracking().ToListAsync(ct);
        var said = (await context.FaceLabels.Where(l => l.Mark.FaceId != null && contents.Contains(l.Mark.Face!.Photo.ContentId))
            .Select(l => new { FaceId = l.Mark.FaceId!.Value, l.Kind, Name = l.Person == null ? null : l.Person.Name }).ToListAsync(ct)).ToLookup(l => l.FaceId);
        return photos.ToDictionary(p => p.ContentId, p => (IReadOnlyList<FileFace>)
        [
            .. p.Faces.Select(f => new FileFace(
                f.Id, f.X / p.Width, f.Y / p.Height, f.Width / p.Width, f.Height / p.Height,
                Math.Min(f.Width, f.Height) >= Clear.LeastFaceSide && f.Sharpness >= Clear.LeastSharpness, f.IsForgotten,
                said[f.Id].FirstOrDefault(l => l.Kind == FaceLabelKind.Is)?.Name,
                [.. said[f.Id].Where(l => l.Kind == FaceLabelKind.IsNot).Select(l => l.Name!)],
                said[f.Id].Any(l => l.Kind == FaceLabelKind.Ignored))),
        ]);
    }
}
