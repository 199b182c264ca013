using System.CommandLine;
using System.Globalization;
using IdClip.Archive.Albums;
using IdClip.Archive.Catalogue;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Search;
using IdClip.Search.Examples;
using IdClip.Search.Query;

namespace IdClip.Commands;

/// <summary>What a command line looks for: a query with its filters, a photo to search by, or an album.</summary>
internal sealed class SearchArguments
{
    private const string Day = "yyyy-MM-dd";

    private readonly Argument<string[]> query = new("QUERY")
    {
        Description = "Names and words, for example '@{Mira Okafor} on a beach'; quote it for the shell",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> album = new("--album") { Description = "An album instead of a query", HelpName = "NAME" };
    private readonly Option<string?> from = new("--from") { Description = "Only photos taken on this day or later", HelpName = "YYYY-MM-DD" };
    private readonly Option<string?> to = new("--to") { Description = "Only photos taken on this day or earlier", HelpName = "YYYY-MM-DD" };
    private readonly Option<string?> folder = new("--folder") { Description = "Only photos in this folder of the archive, with all below it", HelpName = "DIR" };
    private readonly Option<PhotoKind?> kind = new("--kind") { Description = "Only pictures or only frames of videos", HelpName = "photo|video" };
    private readonly Option<string?> like = new("--like") { Description = "Photos like this one, in scene and people; the query may be left out", HelpName = "FILE" };
    private readonly Option<bool> scene = new("--scene") { Description = "Only the scene of the --like photo" };
    private readonly Option<bool> people = new("--people") { Description = "Only the people of the --like photo" };
    private readonly Option<bool> everyCopy = new("--every-copy") { Description = "Near-copies one by one [default: the best of them stands for the others]" };

    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    /// <param name="command">The command that gets the argument and the options.</param>
    /// <param name="archive">The archive that is searched.</param>
    /// <param name="server">The server that is asked instead, where one is named.</param>
    /// <param name="orAlbum">Whether an album may be named instead.</param>
    public SearchArguments(Command command, ArchiveOption archive, ServerOption server, bool orAlbum)
    {
        (this.archive, this.server) = (archive, server.For(command));
        query.CompletionSources.Add(context => NameCompletion.InQuery(context, archive));
        foreach (var day in new[] { from, to })
            day.Validators.Add(given =>
            {
                if (given.Tokens is [var token] && !DateOnly.TryParseExact(token.Value, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                    given.AddError($"{day.Name} must be a day like 2024-05-31.");
            });
        Option[] own = [from, to, folder, kind, like, scene, people, everyCopy];
        command.Validators.Add(given =>
        {
            if (orAlbum && given.GetValue(album) is not null)
            {
                if (given.GetValue(query) is { Length: > 0 } || own.Any(o => given.GetResult(o) is { Implicit: false }))
                    given.AddError("An album has its own query and filters; give none beside --album.");
                return;
            }
            if (given.GetValue(query) is not { Length: > 0 } && given.GetValue(like) is null)
                given.AddError($"Give a QUERY, for example '@{{Mira Okafor}} on a beach', {(orAlbum ? "an album with --album, " : "")}or a photo with --like.");
            if (given.GetValue(like) is null && (given.GetValue(scene) || given.GetValue(people)))
                given.AddError("--scene and --people say what of the --like photo counts; give one.");
        });
        command.Add(query);
        if (orAlbum)
            command.Add(album);
        foreach (var option in own)
            command.Add(option);
    }

    /// <summary>The query as it was typed.</summary>
    public string QueryOf(ParseResult command) => string.Join(' ', command.GetValue(query) ?? []);

    /// <summary>Asks for the photos.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="top">Answers wanted.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="QueryException">The query cannot be answered.</exception>
    public async Task<SearchResult> AskAsync(ParseResult command, int top, CancellationToken ct)
    {
        var picture = command.GetValue(like) is { } file ? await ReadAsync(file, ct) : null;
        using var channel = server.Connect(command);
        if (channel is not null)
        {
            var remote = new RemoteSearcher(new(channel));
            var there = command.GetValue(album) is { } name
                ? (await remote.AlbumsAsync(ct)).FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Search ?? throw new InputException($"The server has no album \"{name}\".")
                : await SearchOfAsync(command, () => remote.FoldersAsync(ct));
            return await remote.SearchAsync(there, top, picture is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(picture), ct);
        }
        await using var opened = await LocalArchive.OpenForQueriesAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        return await AskAsync(command, opened, top, picture, ct);
    }

    /// <summary>Asks an archive of this machine.</summary>
    /// <inheritdoc cref="AskAsync(ParseResult, int, CancellationToken)"/>
    public async Task<SearchResult> AskAsync(ParseResult command, LocalArchive opened, int top, CancellationToken ct) =>
        await AskAsync(command, opened, top, command.GetValue(like) is { } file ? await ReadAsync(file, ct) : null, ct);

    /// <summary>The search for an album that a server is to keep, and the photo it searches by.</summary>
    /// <exception cref="InputException">The archive has no such folder, or there is no such photo.</exception>
    public async Task<(AlbumSearch Search, ReadOnlyMemory<byte>? Example)> ToKeepAsync(ParseResult command, RemoteSearcher remote, CancellationToken ct) =>
        (await SearchOfAsync(command, () => remote.FoldersAsync(ct)), command.GetValue(like) is { } file ? await ReadAsync(file, ct) : default(ReadOnlyMemory<byte>?));

    /// <summary>The search for an album to keep: by a photo of the archive where it is one, else by what is seen in it.</summary>
    /// <exception cref="InputException">The archive has no such folder, or there is no such photo.</exception>
    /// <exception cref="QueryException">The query or the photo cannot be read.</exception>
    public async Task<AlbumSearch> ToKeepAsync(ParseResult command, LocalArchive opened, CancellationToken ct)
    {
        var search = await SearchOfAsync(command, () => new PhotoSelection(opened.Catalogue).FoldersAsync(ct));
        IReadOnlyList<string> names = [];
        if (command.GetValue(like) is { } file && await opened.Catalogue.FindByPathAsync(file, ct) is { } photo)
            search = search with { Example = photo.Id };
        else if (command.GetValue(like) is { } other)
        {
            var seen = await opened.Examples.ReadAsync(await ReadAsync(other, ct), ct);
            search = search with { Seen = seen.ToAlbum(search.ByScene, search.ByPeople) };
            names = search.ByPeople ? seen.Names : [];
        }
        return search.Query.Length > 0 || names.Count > 0 ? search with { Query = (await opened.Searcher.ReadAsync(search.Query, names, ct)).ToString() } : search;
    }

    private async Task<SearchResult> AskAsync(ParseResult command, LocalArchive opened, int top, byte[]? picture, CancellationToken ct)
    {
        var search = command.GetValue(album) is { } name
            ? (await new PhotoAlbums(opened.Catalogue).FindAsync(name, ct)).Search
            : await SearchOfAsync(command, () => new PhotoSelection(opened.Catalogue).FoldersAsync(ct));
        var example = picture is not null ? (await opened.Examples.ReadAsync(picture, ct)).ToSearch(search.ByScene, search.ByPeople) : await opened.Examples.ReadAsync(search, ct);
        var options = new SearchOptions { Top = top, Filter = search.Filter, EveryCopy = search.EveryCopy, Example = example };
        return await opened.Searcher.SearchAsync(search.Query, options, ct);
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken ct)
    {
        var size = File.Exists(file) ? new FileInfo(file).Length : throw new InputException($"--like {file} is not there.");
        return size <= ExampleReader.MaxBytes
            ? await File.ReadAllBytesAsync(file, ct)
            : throw new InputException($"--like {file} has {size >> 20} MiB; at most {ExampleReader.MaxBytes >> 20} MiB are read.");
    }

    private async Task<AlbumSearch> SearchOfAsync(ParseResult command, Func<Task<IReadOnlyList<PhotoFolder>>> folders)
    {
        var (hasExample, both) = (command.GetValue(like) is not null, !command.GetValue(scene) && !command.GetValue(people));
        return new()
        {
            Query = QueryOf(command),
            Filter = new()
            {
                From = DayOf(command.GetValue(from)),
                To = DayOf(command.GetValue(to)),
                Kind = command.GetValue(kind),
                Folder = command.GetValue(folder) is { } path ? FolderOf(path, await folders()) : null,
            },
            ByScene = hasExample && (command.GetValue(scene) || both),
            ByPeople = hasExample && (command.GetValue(people) || both),
            EveryCopy = command.GetValue(everyCopy),
        };
    }

    private static DateOnly? DayOf(string? day) => day is null ? null : DateOnly.ParseExact(day, Day, CultureInfo.InvariantCulture);

    private static long FolderOf(string path, IReadOnlyList<PhotoFolder> folders)
    {
        // A server's folders are not this machine's: a whole path is compared as it is.
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return folders.FirstOrDefault(f => f.Path == whole)?.Id ?? throw new InputException(
            $"The archive has no photos in {whole} itself. Its folders: {string.Join(", ", folders.Take(10).Select(f => f.Path))}{(folders.Count > 10 ? ", ..." : "")}");
    }
}
