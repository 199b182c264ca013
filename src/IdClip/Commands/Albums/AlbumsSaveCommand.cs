using System.CommandLine;
using IdClip.Archive.Albums;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Search.Query;
using IdClip.Terminal;

namespace IdClip.Commands.Albums;

/// <summary><c>idclip albums save</c>.</summary>
internal sealed class AlbumsSaveCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "The album's name" };
    private readonly Option<bool> replace = new("--replace") { Description = "Replace the album of this name" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;
    private readonly SearchArguments asked;

    public AlbumsSaveCommand(ArchiveOption archive, ServerOption server) : base("save", "Keep a search under a name.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        Add(name);
        asked = new(this, archive, server, orAlbum: false);
        Add(replace);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        try
        {
            var album = await SaveAsync(command, ct);
            Screen.Line($"kept as \"{album.Name}\": {album.Search.Query}");
            return ExitCode.Done;
        }
        catch (QueryException error)
        {
            QueryComplaint.Tell(error, asked.QueryOf(command));
            return ExitCode.BadInput;
        }
    }

    private async Task<PhotoAlbum> SaveAsync(ParseResult command, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is not null)
        {
            var remote = new RemoteSearcher(new(channel));
            var (there, example) = await asked.ToKeepAsync(command, remote, ct);
            return await remote.SaveAlbumAsync(command.GetRequiredValue(name), there, example, command.GetValue(replace), ct);
        }
        await using var opened = await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct);
        var search = await asked.ToKeepAsync(command, opened, ct);
        return await new PhotoAlbums(opened.Catalogue).SaveAsync(command.GetRequiredValue(name), search, command.GetValue(replace), ct);
    }
}
