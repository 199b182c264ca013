using IdClip.Archive.People;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Judgements;

/// <summary>Names in queries that are kept, judged ones and those of albums, which follow their people.</summary>
internal static class NamesInQueries
{
    /// <summary>Gives a person another name in the queries that name them.</summary>
    /// <returns>The queries as they were.</returns>
    public static async Task<KeptQueries> RenameAsync(ArchiveContext context, string from, string to, CancellationToken ct)
    {
        var mention = $"@{{{from}}}";
        var queries = await context.JudgedQueries.Where(q => q.Text.Contains(mention)).ToListAsync(ct);
        var albums = await context.Albums.Where(a => a.Query.Contains(mention)).ToListAsync(ct);
        var before = new KeptQueries(queries.ConvertAll(q => (q.Id, q.Text)), albums.ConvertAll(a => (a.Id, a.Query)));
        foreach (var query in queries)
            query.Text = query.Text.Replace(mention, $"@{{{to}}}", StringComparison.Ordinal);
        foreach (var album in albums)
            album.Query = album.Query.Replace(mention, $"@{{{to}}}", StringComparison.Ordinal);
        return before;
    }

    /// <summary>Takes a renaming back.</summary>
    public static async Task RestoreAsync(ArchiveContext context, KeptQueries before, CancellationToken ct)
    {
        foreach (var (id, text) in before.Judged)
            if (await context.JudgedQueries.FindAsync([id], ct) is { } query)
                query.Text = text;
        foreach (var (id, text) in before.OfAlbums)
            if (await context.Albums.FindAsync([id], ct) is { } album)
                album.Query = text;
    }

    /// <summary>Takes away the queries and albums that hold a person's name, however it is written.</summary>
    public static async Task EraseAsync(ArchiveContext context, Person person, CancellationToken ct)
    {
        context.JudgedQueries.RemoveRange((await context.JudgedQueries.ToListAsync(ct)).Where(q => Holds(q.Text)));
        context.Albums.RemoveRange((await context.Albums.ToListAsync(ct)).Where(a => Holds(a.Query) || Holds(a.Name) || Holds(a.Folder ?? "")));

        bool Holds(string text) => PersonName.KeyOf(text).Contains(person.NameKey, StringComparison.Ordinal);
    }
}
