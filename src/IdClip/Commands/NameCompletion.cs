using System.CommandLine.Completions;
using IdClip.Archive.People;
using IdClip.Composition;

namespace IdClip.Commands;

/// <summary>Completes the names of enrolled people for the shell.</summary>
internal static class NameCompletion
{
    /// <summary>The query with the name that is being typed after its last <c>@{</c> completed.</summary>
    public static IEnumerable<string> InQuery(CompletionContext context, ArchiveOption archive)
    {
        var typed = context.WordToComplete;
        var at = typed.LastIndexOf("@{", StringComparison.Ordinal);
        if (at < 0 || typed.IndexOf('}', at) >= 0)
            return [];
        return Starting(typed[(at + 2)..], context, archive).Select(name => $"{typed[..at]}@{{{name}}}");
    }

    /// <summary>Names that start with what is typed.</summary>
    public static IEnumerable<string> Whole(CompletionContext context, ArchiveOption archive) =>
        Starting(context.WordToComplete, context, archive);

    private static string[] Starting(string typed, CompletionContext context, ArchiveOption archive)
    {
        var folder = archive.FolderOf(context.ParseResult);
        if (!ArchiveFolder.Exists(folder))
            return [];
        // The library asks for completions synchronously, on a thread that waits for nothing else.
        return Task.Run(async () =>
        {
            await using var catalogue = await Archive.Catalogue.Catalogue.OpenAsync(folder);
            var people = await new Gallery(catalogue).PeopleAsync(default);
            return people.Select(p => p.Name).Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Order().ToArray();
        }).GetAwaiter().GetResult();
    }
}
