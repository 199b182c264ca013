using System.CommandLine;
using IdClip.Archive.Adapters;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters deactivate</c>.</summary>
internal sealed class AdaptersDeactivateCommand : Command
{
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public AdaptersDeactivateCommand(ArchiveOption archive, ServerOption server) : base("deactivate", "Have the archive's searches use no adapter, and delete its vectors.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var before = await DeactivateAsync(command, ct);
        Screen.Line(before is null ? "no adapter was active" : $"{before.Name} is not active any more");
        return ExitCode.Done;
    }

    private async Task<ArchiveAdapter?> DeactivateAsync(ParseResult command, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is not null)
            return await new RemoteArchive(new(channel)).DeactivateAdapterAsync(ct);
        await using var opened = await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct);
        return await opened.AdapterIndexing.DeactivateAsync(ct);
    }
}
