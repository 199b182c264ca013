using System.CommandLine;
using IdClip.Archive.Albums;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands.Albums;

/// <summary><c>idclip albums delete</c>.</summary>
internal sealed class AlbumsDeleteCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "The album's name as 'idclip albums' lists it" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public AlbumsDeleteCommand(ArchiveOption archive, ServerOption server) : base("delete", "Delete an album; its photos stay.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        Add(name);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var album = command.GetRequiredValue(name);
        using var channel = server.Connect(command);
        if (channel is not null)
            await new RemoteSearcher(new(channel)).DeleteAlbumAsync(album, ct);
        else
        {
            await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
            await new PhotoAlbums(catalogue).DeleteAsync(album, ct);
        }
        Screen.Line($"The album \"{album}\" is deleted; its photos stay.");
        return ExitCode.Done;
    }
}
