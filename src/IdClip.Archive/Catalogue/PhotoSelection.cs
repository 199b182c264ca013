using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Catalogue;

/// <summary>Finds photos by what the catalogue knows of them without any vector. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class PhotoSelection(Catalogue catalogue)
{
    private const int IdsPerStatement = 500;

    private readonly ArchiveDatabase database = catalogue.Database;

    // What was selected last, with the catalogue's version before it was read: pages of one search ask for the same.
    private Tuple<long, PhotoFilter, IReadOnlySet<long>>? known;

    /// <summary>Ids of the photos that pass; null where the filter has no condition.</summary>
    /// <exception cref="PhotoFilterException">The archive has no such folder, or the first day is after the last.</exception>
    public async Task<IReadOnlySet<long>?> FindAsync(PhotoFilter filter, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.IsEmpty)
            return null;
        if (filter.From > filter.To)
            throw new PhotoFilterException(nameof(PhotoFilter.From), $"The first day, {filter.From:yyyy-MM-dd}, is after the last, {filter.To:yyyy-MM-dd}.");
        var version = database.DataVersion();
        if (Volatile.Read(ref known) is { } last && last.Item1 == version && last.Item2 == filter)
            return last.Item3;
        await using var context = database.Read();
        var found = await FindAsync(context, filter, ct);
        Volatile.Write(ref known, Tuple.Create(version, filter, found));
        return found;
    }

    /// <summary>Ids of searchable photos that stand for all, and how many there are. A photo that was drawn is drawn again as long as it is there and few were added.</summary>
    /// <param name="size">How many at most; a smaller archive is taken whole.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(IReadOnlyList<long> Ids, int Photos)> DrawAsync(int size, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var ids = await context.Photos.Where(p => p.State == PhotoState.Indexed && !p.Content.IsStale).Select(p => p.Id).ToListAsync(ct);
        // Ids in an order that has nothing to do with what the photos show, and is the same in every process.
        return ([.. ids.OrderBy(id => unchecked((ulong)id * 0x9E37_79B9_7F4A_7C15)).Take(size)], ids.Count);
    }

    /// <summary>The folders that a filter may name, by path.</summary>
    public async Task<IReadOnlyList<PhotoFolder>> FoldersAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        var folders = await context.Folders.Where(f => context.Files.Any(file => file.FolderId == f.Id && file.ContentId != null))
            .Select(f => new PhotoFolder(f.Id, f.Path)).ToListAsync(ct);
        // By parts and not by characters, so that a folder comes right before what is in it.
        return [.. folders.OrderBy(f => f.Path.Replace(Path.DirectorySeparatorChar, '\0'), StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The sizes of photos by id, without those that are gone.</summary>
    public async Task<IReadOnlyDictionary<long, PhotoSize>> SizesAsync(IReadOnlyCollection<long> photoIds, CancellationToken ct = default)
    {
        var sizes = new Dictionary<long, PhotoSize>(photoIds.Count);
        await using var context = database.Read();
        foreach (var ids in photoIds.Chunk(IdsPerStatement))
            foreach (var photo in await context.Photos.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Width, p.Height }).ToListAsync(ct))
                sizes[photo.Id] = new(photo.Width, photo.Height);
        return sizes;
    }

    /// <summary>What the indexes know of one photo; null where the archive has no such photo or has to encode it anew.</summary>
    public async Task<IndexablePhoto?> VectorsAsync(long photoId, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var photo = await context.Photos.Where(p => p.Id == photoId && !p.Content.IsStale)
            .Select(p => new
            {
                p.Embedding,
                p.TakenAt,
                Faces = p.Faces.Where(f => f.Embedding != null).OrderByDescending(f => f.Width * f.Height).ThenBy(f => f.Id)
                    .Select(f => new { f.Id, f.Embedding }).ToList(),
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        return photo is null ? null : new(
            photoId, Vectors.FromBlob(photo.Embedding), [.. photo.Faces.Select(f => new IndexableFace(f.Id, Vectors.FromBlob(f.Embedding!)))], photo.TakenAt);
    }

    private static async Task<IReadOnlySet<long>> FindAsync(ArchiveContext context, PhotoFilter filter, CancellationToken ct)
    {
        var photos = context.Photos.AsQueryable();
        if (filter.From?.ToDateTime(TimeOnly.MinValue) is { } from)
            photos = photos.Where(p => p.TakenAt >= from);
        if (filter.To is { } to && to < DateOnly.MaxValue && to.AddDays(1).ToDateTime(TimeOnly.MinValue) is var after)
            photos = photos.Where(p => p.TakenAt < after);
        else if (filter.To is not null)
            photos = photos.Where(p => p.TakenAt != null);
        if (filter.Kind is { } kind)
            photos = kind == PhotoKind.Video ? photos.Where(p => p.FrameSeconds != null) : photos.Where(p => p.FrameSeconds == null);
        if (filter.Folder is not { } folder)
            return (await photos.Select(p => p.Id).ToListAsync(ct)).ToHashSet();

        var found = new HashSet<long>();
        foreach (var folders in (await BelowAsync(context, folder, ct)).Chunk(IdsPerStatement))
            found.UnionWith(await photos
                .Where(p => context.Files.Any(f => f.ContentId == p.ContentId && folders.Contains(f.FolderId)))
                .Select(p => p.Id).ToListAsync(ct));
        return found;
    }

    /// <summary>A folder and those below it. Compared here: databases fold case in ways of their own.</summary>
    private static async Task<IEnumerable<long>> BelowAsync(ArchiveContext context, long folder, CancellationToken ct)
    {
        if (await context.Folders.Where(f => f.Id == folder).Select(f => f.Path).SingleOrDefaultAsync(ct) is not { } path)
            throw new PhotoFilterException(nameof(PhotoFilter.Folder), $"The archive has no folder {folder} any more. Choose another.");
        var below = Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar;
        return (await context.Folders.Select(f => new { f.Id, f.Path }).ToListAsync(ct))
            .Where(f => f.Id == folder || f.Path.StartsWith(below, StringComparison.Ordinal)).Select(f => f.Id);
    }
}
