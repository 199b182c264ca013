using System.CommandLine;
using IdClip.Composition;
using IdClip.Search;
using IdClip.Search.Query;
using IdClip.Sheets;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip search</c>.</summary>
internal sealed class SearchCommand : Command
{
    private const int MaxTop = 1000;

    private readonly Argument<string[]> query = new("QUERY")
    {
        Description = "Names and words, for example '@{Mira Okafor} on a beach'; quote it for the shell",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int> top = new("--top", "-n") { Description = "How many answers", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> json = new("--json") { Description = "Answers as JSON" };
    private readonly Option<string?> sheet = new("--sheet") { Description = "Also write the answers as a picture (PNG)", HelpName = "FILE" };
    private readonly ArchiveOption archive;

    public SearchCommand(ArchiveOption archive) : base("search", "Find photos of the people named that fit the other words.")
    {
        this.archive = archive;
        query.CompletionSources.Add(context => NameCompletion.InQuery(context, archive));
        top.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number is >= 1 and <= MaxTop))
                given.AddError($"--top must be a number from 1 to {MaxTop}.");
        });
        Add(query);
        Add(top);
        Add(json);
        Add(sheet);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var asked = string.Join(' ', command.GetRequiredValue(query));
        await using var opened = await LocalArchive.OpenForQueriesAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        SearchResult result;
        try
        {
            result = await opened.Searcher.SearchAsync(asked, command.GetValue(top), ct);
        }
        catch (QueryException error)
        {
            QueryComplaint.Tell(error, asked);
            return ExitCode.BadInput;
        }

        if (command.GetValue(json))
            AnswerJson.Write(result, asked, Console.OpenStandardOutput());
        else
            AnswerList.Write(result);
        if (command.GetValue(sheet) is { } file)
        {
            ContactSheet.Write([result], file);
            Screen.Note($"wrote {file}");
        }
        return ExitCode.Done;
    }
}
