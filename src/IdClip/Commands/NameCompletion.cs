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
        var typed = ArgumentBeingTyped(context);
        var at = typed.LastIndexOf("@{", StringComparison.Ordinal);
        if (at < 0 || typed.IndexOf('}', at) >= 0)
            return [];
        return Starting(typed[(at + 2)..], context, archive).Select(name => $"{typed[..at]}@{{{name}}}");
    }

    /// <summary>Names that start with what is typed.</summary>
    public static IEnumerable<string> Whole(CompletionContext context, ArchiveOption archive) =>
        Starting(ArgumentBeingTyped(context), context, archive);

    /// <summary>All that follows an open quote, which the library would cut at the last space; else the last word.</summary>
    private static string ArgumentBeingTyped(CompletionContext context)
    {
        if (context is not TextCompletionContext line)
            return context.WordToComplete;
        var before = line.CommandLineText[..Math.Clamp(line.CursorPosition, 0, line.CommandLineText.Length)];
        var quoteAt = -1;
        for (var i = 0; i < before.Length; i++)
            if (quoteAt < 0 ? before[i] is '"' or '\'' : before[i] == before[quoteAt])
                quoteAt = quoteAt < 0 ? i : -1;
        return quoteAt < 0 ? context.WordToComplete : before[(quoteAt + 1)..];
    }

    private static string[] Starting(string typed, CompletionContext context, ArchiveOption archive)
    {
        var folder = archive.FolderOf(context.ParseResult);
        if (!ArchiveFolder.Exists(folder))
            return [];
        // The library asks for completions synchronously, on a thread that waits for nothing else.
        return Task.Run(async () =>
        {
            await using var catalogue = await LocalCatalogue.OpenAsync(folder, default);
            var people = await new Gallery(catalogue).PeopleAsync(default);
            return people.Select(p => p.Name).Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Order().ToArray();
        }).GetAwaiter().GetResult();
    }
}
