using System.CommandLine;
using System.Globalization;
using IdClip.Archive.Catalogue;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Search;
using IdClip.Search.Examples;
using IdClip.Search.Query;
using IdClip.Sheets;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip search</c>.</summary>
internal sealed class SearchCommand : Command
{
    private const int MaxTop = 1000;
    private const string Day = "yyyy-MM-dd";

    private readonly Argument<string[]> query = new("QUERY")
    {
        Description = "Names and words, for example '@{Mira Okafor} on a beach'; quote it for the shell",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int> top = new("--top", "-n") { Description = "How many answers", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> json = new("--json") { Description = "Answers as JSON" };
    private readonly Option<string?> sheet = new("--sheet") { Description = "Also write the answers as a picture (PNG)", HelpName = "FILE" };
    private readonly Option<string?> from = new("--from") { Description = "Only photos taken on this day or later", HelpName = "YYYY-MM-DD" };
    private readonly Option<string?> to = new("--to") { Description = "Only photos taken on this day or earlier", HelpName = "YYYY-MM-DD" };
    private readonly Option<string?> folder = new("--folder") { Description = "Only photos in this folder of the archive, with all below it", HelpName = "DIR" };
    private readonly Option<PhotoKind?> kind = new("--kind") { Description = "Only pictures or only frames of videos", HelpName = "photo|video" };
    private readonly Option<bool> everyCopy = new("--every-copy") { Description = "Near-copies one by one [default: the best of them stands for the others]" };
    private readonly Option<string?> like = new("--like") { Description = "Photos like this one, in scene and people; the query may be left out", HelpName = "FILE" };
    private readonly Option<bool> scene = new("--scene") { Description = "Only the scene of the --like photo" };
    private readonly Option<bool> people = new("--people") { Description = "Only the people of the --like photo" };
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
        foreach (var day in new[] { from, to })
            day.Validators.Add(given =>
            {
                if (given.Tokens is [var token] && !DateOnly.TryParseExact(token.Value, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                    given.AddError($"{day.Name} must be a day like 2024-05-31.");
            });
        Validators.Add(given =>
        {
            if (given.GetValue(query) is not { Length: > 0 } && given.GetValue(like) is null)
                given.AddError("Give a QUERY, for example '@{Mira Okafor} on a beach', or a photo with --like.");
            if (given.GetValue(like) is null && (given.GetValue(scene) || given.GetValue(people)))
                given.AddError("--scene and --people say what of the --like photo counts; give one.");
        });
        Add(top);
        Add(from);
        Add(to);
        Add(folder);
        Add(kind);
        Add(everyCopy);
        Add(like);
        Add(scene);
        Add(people);
        Add(json);
        Add(sheet);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var asked = string.Join(' ', command.GetValue(query) ?? []);
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
        var picture = command.GetValue(like) is { } file ? await ReadAsync(file, ct) : null;
        var both = !command.GetValue(scene) && !command.GetValue(people);
        var (byScene, byPeople) = (command.GetValue(scene) || both, command.GetValue(people) || both);
        using var channel = server.Connect(command);
        if (channel is not null)
        {
            var remote = new RemoteSearcher(new(channel));
            var there = await FilterAsync(command, () => remote.FoldersAsync(ct));
            return await remote.SearchAsync(asked, command.GetValue(top), there, command.GetValue(everyCopy), picture is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(picture), byScene, byPeople, ct);
        }
        await using var opened = await LocalArchive.OpenForQueriesAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        var options = new SearchOptions
        {
            Top = command.GetValue(top),
            EveryCopy = command.GetValue(everyCopy),
            Filter = await FilterAsync(command, () => new PhotoSelection(opened.Catalogue).FoldersAsync(ct)),
            Example = picture is null ? null : (await opened.Examples.ReadAsync(picture, ct)).ToSearch(byScene, byPeople),
        };
        return await opened.Searcher.SearchAsync(asked, options, ct);
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken ct)
    {
        var size = File.Exists(file) ? new FileInfo(file).Length : throw new InputException($"--like {file} is not there.");
        return size <= ExampleReader.MaxBytes
            ? await File.ReadAllBytesAsync(file, ct)
            : throw new InputException($"--like {file} has {size >> 20} MiB; at most {ExampleReader.MaxBytes >> 20} MiB are read.");
    }

    private async Task<PhotoFilter> FilterAsync(ParseResult command, Func<Task<IReadOnlyList<PhotoFolder>>> folders) => new()
    {
        From = DayOf(command.GetValue(from)),
        To = DayOf(command.GetValue(to)),
        Kind = command.GetValue(kind),
        Folder = command.GetValue(folder) is { } path ? FolderOf(path, await folders()) : null,
    };

    private static DateOnly? DayOf(string? day) => day is null ? null : DateOnly.ParseExact(day, Day, CultureInfo.InvariantCulture);

    private static long FolderOf(string path, IReadOnlyList<PhotoFolder> folders)
    {
        // A server's folders are not this machine's: a whole path is compared as it is.
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return folders.FirstOrDefault(f => f.Path == whole)?.Id ?? throw new InputException(
            $"The archive has no photos in {whole} itself. Its folders: {string.Join(", ", folders.Take(10).Select(f => f.Path))}{(folders.Count > 10 ? ", ..." : "")}");
    }
}
