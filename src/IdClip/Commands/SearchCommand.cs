using System.CommandLine;
using IdClip.Search;
using IdClip.Search.Query;
using IdClip.Sheets;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip search</c>.</summary>
internal sealed class SearchCommand : Command
{
    private const int MaxTop = 1000;

    private readonly Option<int> top = new("--top", "-n") { Description = "How many answers", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> json = new("--json") { Description = "Answers as JSON" };
    private readonly Option<string?> sheet = new("--sheet") { Description = "Also write the answers as a picture (PNG)", HelpName = "FILE" };
    private readonly SearchArguments asked;

    public SearchCommand(ArchiveOption archive, ServerOption server) : base("search", "Find photos of the people named that fit the other words.")
    {
        asked = new(this, archive, server, orAlbum: true);
        top.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number is >= 1 and <= MaxTop))
                given.AddError($"--top must be a number from 1 to {MaxTop}.");
        });
        Add(top);
        Add(json);
        Add(sheet);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var query = asked.QueryOf(command);
        SearchResult result;
        try
        {
            result = await asked.AskAsync(command, command.GetValue(top), ct);
        }
        catch (QueryException error)
        {
            QueryComplaint.Tell(error, query);
            return ExitCode.BadInput;
        }

        if (command.GetValue(json))
            AnswerJson.Write(result, query, Console.OpenStandardOutput());
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
