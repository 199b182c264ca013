using IdClip.Archive.People;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Judgements;

/// <summary>Names in judged queries, which follow their people.</summary>
internal static class NamesInQueries
{
    /// <summary>Gives a person another name in the queries that name them.</summary>
    /// <returns>The queries as they were.</returns>
    public static async Task<IReadOnlyList<(long Id, string Text)>> RenameAsync(ArchiveContext context, string from, string to, CancellationToken ct)
    {
        var mention = $"@{{{from}}}";
        var queries = await context.JudgedQueries.Where(q => q.Text.Contains(mention)).ToListAsync(ct);
        var before = queries.ConvertAll(q => (q.Id, q.Text));
        foreach (var query in queries)
            query.Text = query.Text.Replace(mention, $"@{{{to}}}", StringComparison.Ordinal);
        return before;
    }

    /// <summary>Takes away the queries that hold a person's name, however it is written.</summary>
    public static async Task EraseAsync(ArchiveContext context, Person person, CancellationToken ct) =>
        context.JudgedQueries.RemoveRange((await context.JudgedQueries.ToListAsync(ct)).Where(q => PersonName.KeyOf(q.Text).Contains(person.NameKey, StringComparison.Ordinal)));
}
