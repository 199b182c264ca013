using System.CommandLine;
using IdClip.Composition;
using IdClip.Grpc.Clients;
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
    private readonly ServerOption server;

    public SearchCommand(ArchiveOption archive, ServerOption server) : base("search", "Find photos of the people named that fit the other words.")
    {
        (this.archive, this.server) = (archive, server);
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
        SearchResult result;
        try
        {
            result = await AskAsync(command, asked, ct);
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

    private async Task<SearchResult> AskAsync(ParseResult command, string asked, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is not null)
            return await new RemoteSearcher(new(channel)).SearchAsync(asked, command.GetValue(top), ct);
        await using var opened = await LocalArchive.OpenForQueriesAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        return await opened.Searcher.SearchAsync(asked, command.GetValue(top), ct);
    }
}
