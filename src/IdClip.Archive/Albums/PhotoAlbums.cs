using System.Text;
using IdClip.Archive.People;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Albums;

/// <summary>Searches that are kept under names. Thread-safe.</summary>
/// <remarks>A folder is kept by its path and an example by what its file holds, so albums stay right when photos are indexed again. What was seen in a photo that is not of the archive is kept until the album is deleted or the models change. Queries follow the people they name; an album that names or looks for a person goes when the person is forgotten.</remarks>
/// <param name="catalogue">The archive.</param>
public sealed class PhotoAlbums(Catalogue.Catalogue catalogue)
{
    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Characters of a query.</summary>
    public const int MaxQueryLength = 1_000;

    /// <summary>Albums of an archive.</summary>
    public const int MostAlbums = 1_000;

    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>All albums by name.</summary>
    public async Task<IReadOnlyList<PhotoAlbum>> ListAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await ReadAsync(context, context.Albums, ct);
    }

    /// <summary>The album of a name, told apart by more than case and accents.</summary>
    /// <exception cref="AlbumException">There is none.</exception>
    public async Task<PhotoAlbum> FindAsync(string name, CancellationToken ct = default)
    {
        var key = PersonName.KeyOf(name.Trim());
        await using var context = database.Read();
        return (await ReadAsync(context, context.Albums.Where(a => a.NameKey == key), ct)).SingleOrDefault() ?? throw Unknown(name);
    }

    /// <summary>What an album keeps of the photo that it searches by.</summary>
    /// <exception cref="AlbumException">There is no such album, or it keeps nothing any more.</exception>
    public async Task<AlbumExample> ExampleAsync(string name, CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await SeenAsync(context, name, ct);
    }

    /// <summary>Keeps a search.</summary>
    /// <param name="name">Its name, 1 to <see cref="MaxNameLength"/> characters.</param>
    /// <param name="search">The search.</param>
    /// <param name="replace">Whether an album of this name is replaced.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="AlbumException">The name is none or taken, nothing is looked for, or the archive has no such folder or example.</exception>
    public async Task<PhotoAlbum> SaveAsync(string name, AlbumSearch search, bool replace = false, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        name = Checked(name, "name");
        var key = PersonName.KeyOf(name);
        if (search.IsEmpty)
            throw new AlbumException("search", "Nothing is looked for. Say what, or give a photo to search by.");
        if (search.Query.Length > MaxQueryLength)
            throw new AlbumException("search.query", $"The query has {search.Query.Length} characters; at most {MaxQueryLength} are kept.");
        await database.WriteAsync(async context =>
        {
            var folder = search.Filter.Folder is not { } id ? null : await context.Folders.Where(f => f.Id == id).Select(f => f.Path).SingleOrDefaultAsync(ct)
                ?? throw new AlbumException("search.filter.folder", "The archive has no photos in that folder any more. Choose another.");
            var example = search.Example is not { } photo ? null : await context.Photos.Where(p => p.Id == photo).Select(p => new { p.Content.Sha256, p.FrameSeconds }).SingleOrDefaultAsync(ct)
                ?? throw new AlbumException("search.example", "The photo to search by is not in the archive any more. Choose another.");
            var seen = search.ExampleAlbum is { } other ? await SeenAsync(context, other, ct) : search.Seen;
            if (seen is not null && await ArchiveModels.ReadAsync(context, ct) != seen.Models)
                throw new AlbumException("search.example", "The archive has other models than those that have seen the photo. Search by the photo again.");
            if (await context.Albums.Include(a => a.Faces).SingleOrDefaultAsync(a => a.NameKey == key, ct) is not { } album)
            {
                if (await context.Albums.CountAsync(ct) >= MostAlbums)
                    throw new AlbumException("name", $"{MostAlbums} albums are kept already. Delete one first.");
                context.Albums.Add(album = new() { Name = name, NameKey = key, Query = search.Query });
            }
            else if (!replace)
                throw Taken("name", album.Name);
            (album.Name, album.Query, album.Folder) = (name, search.Query, folder);
            (album.From, album.To, album.Kind) = (search.Filter.From, search.Filter.To, search.Filter.Kind);
            (album.ExampleSha256, album.ExampleSeconds) = (example?.Sha256, example?.FrameSeconds);
            (album.ByScene, album.ByPeople) = (search.ByScene && (example ?? (object?)seen?.Scene) is not null, search.ByPeople && (example is not null || seen is { Faces.Count: > 0 }));
            // No more is kept than is looked for.
            album.ExampleScene = album.ByScene && seen?.Scene is { } scene ? Vectors.ToBlob(scene) : null;
            album.Faces.Clear();
            if (album.ByPeople && seen is not null)
                album.Faces.AddRange(seen.Faces.Select(face => new AlbumFace { Embedding = Vectors.ToBlob(face) }));
            (album.EveryCopy, album.SavedAt) = (search.EveryCopy, DateTime.UtcNow.Ticks);
        }, ct);
        return await FindAsync(name, ct);
    }

    /// <summary>Gives an album another name.</summary>
    /// <exception cref="AlbumException">There is no such album, or the new name is none or taken.</exception>
    public Task RenameAsync(string name, string newName, CancellationToken ct = default)
    {
        newName = Checked(newName, "new_name");
        var (key, newKey) = (PersonName.KeyOf(name.Trim()), PersonName.KeyOf(newName));
        return database.WriteAsync(async context =>
        {
            var album = await context.Albums.SingleOrDefaultAsync(a => a.NameKey == key, ct) ?? throw Unknown(name);
            if (newKey != key && await context.Albums.SingleOrDefaultAsync(a => a.NameKey == newKey, ct) is { } other)
                throw Taken("new_name", other.Name);
            (album.Name, album.NameKey) = (newName, newKey);
        }, ct);
    }

    /// <summary>Deletes an album; its photos stay.</summary>
    /// <returns>What was deleted, for <see cref="RestoreAsync"/>.</returns>
    /// <exception cref="AlbumException">There is no such album.</exception>
    public Task<RemovedAlbum> DeleteAsync(string name, CancellationToken ct = default)
    {
        var key = PersonName.KeyOf(name.Trim());
        return database.WriteAsync(async context =>
        {
            var album = await context.Albums.SingleOrDefaultAsync(a => a.NameKey == key, ct) ?? throw Unknown(name);
            context.Albums.Remove(album);
            return new RemovedAlbum(album);
        }, ct);
    }

    /// <summary>Brings a deleted album back, unless there is one of its name again.</summary>
    public Task RestoreAsync(RemovedAlbum removed, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (!await context.Albums.AnyAsync(a => a.NameKey == removed.Album.NameKey, ct))
            context.Albums.Add(removed.Album.Copy());
    }, ct);

    private static async Task<AlbumExample> SeenAsync(ArchiveContext context, string name, CancellationToken ct)
    {
        var key = PersonName.KeyOf(name.Trim());
        var album = await context.Albums.AsNoTracking().Include(a => a.Faces.OrderBy(f => f.Id)).SingleOrDefaultAsync(a => a.NameKey == key, ct) ?? throw Unknown(name);
        if (!KeepsExample(album, album.Faces.Count) || await ArchiveModels.ReadAsync(context, ct) is not { } models)
            throw new AlbumException("search.example", $"The album \"{album.Name}\" keeps nothing of a photo to search by. Search by a photo again.");
        return new(album.ExampleScene is { } scene ? Vectors.FromBlob(scene) : null, [.. album.Faces.Select(f => Vectors.FromBlob(f.Embedding))], models);
    }

    private static async Task<IReadOnlyList<PhotoAlbum>> ReadAsync(ArchiveContext context, IQueryable<Album> albums, CancellationToken ct)
    {
        var rows = await albums.AsNoTracking().Select(a => new
        {
            Album = a,
            Faces = a.Faces.Count,
            FolderId = context.Folders.Where(f => f.Path == a.Folder).Select(f => (long?)f.Id).FirstOrDefault(),
            Example = context.Photos.Where(p => p.Content.Sha256 == a.ExampleSha256 && p.FrameSeconds == a.ExampleSeconds).Select(p => (long?)p.Id).FirstOrDefault(),
        }).ToListAsync(ct);
        return [.. rows.Select(r => ToAlbum(r.Album, r.FolderId, r.Example, r.Faces)).OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static PhotoAlbum ToAlbum(Album album, long? folder, long? example, int faces) => new(
        album.Name,
        new()
        {
            Query = album.Query,
            Filter = new() { From = album.From, To = album.To, Folder = folder, Kind = album.Kind },
            Example = example,
            ExampleAlbum = KeepsExample(album, faces) ? album.Name : null,
            ByScene = album.ByScene,
            ByPeople = album.ByPeople,
            EveryCopy = album.EveryCopy,
        },
        new(album.SavedAt, DateTimeKind.Utc),
        album.Folder is not null && folder is null ? $"The archive has no photos in {album.Folder} any more."
        : album.ExampleSha256 is not null && example is null ? "The photo that it searches by is not in the archive any more."
        : album.ExampleSha256 is null && (album.ByScene || album.ByPeople) && !KeepsExample(album, faces) ? "What was seen in the photo that it searches by is deleted: the album was, or the archive has other models now. Search by the photo and keep that." : null);

    private static bool KeepsExample(Album album, int faces) =>
        album.ExampleSha256 is null && (album.ByScene || album.ByPeople) && album.ByScene == album.ExampleScene is not null && album.ByPeople == faces > 0;

    private static string Checked(string name, string field)
    {
        name = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (name.Length is 0 or > MaxNameLength)
            throw new AlbumException(field, name.Length == 0 ? "The album has no name. Give it one." : $"The name has {name.Length} characters; at most {MaxNameLength} are kept. Shorten it.");
        if (name.EnumerateRunes().Any(Rune.IsControl))
            throw new AlbumException(field, "The name has a control character. Leave it out.");
        return name;
    }

    private static AlbumException Unknown(string name) => new("name", $"There is no album \"{name}\".", isUnknown: true);

    private static AlbumException Taken(string field, string name) => new(field, $"There is an album \"{name}\" already. Choose another name, or delete that one.");
}
