using System.CommandLine;
using IdClip.Archive.Albums;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands.Albums;

/// <summary><c>idclip albums rename</c>.</summary>
internal sealed class AlbumsRenameCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "The album's name as 'idclip albums' lists it" };
    private readonly Argument<string> newName = new("NEW") { Description = "The name wanted" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public AlbumsRenameCommand(ArchiveOption archive, ServerOption server) : base("rename", "Give an album another name.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        Add(name);
        Add(newName);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var (from, to) = (command.GetRequiredValue(name), command.GetRequiredValue(newName));
        using var channel = server.Connect(command);
        if (channel is not null)
            await new RemoteSearcher(new(channel)).RenameAlbumAsync(from, to, ct);
        else
        {
            await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
            await new PhotoAlbums(catalogue).RenameAsync(from, to, ct);
        }
        Screen.Line($"The album \"{from}\" is \"{to}\" now.");
        return ExitCode.Done;
    }
}
