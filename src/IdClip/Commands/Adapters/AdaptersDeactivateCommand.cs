using System.CommandLine;
using IdClip.Composition;
using IdClip.Terminal;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters deactivate</c>.</summary>
internal sealed class AdaptersDeactivateCommand : Command
{
    private readonly ArchiveOption archive;

    public AdaptersDeactivateCommand(ArchiveOption archive) : base("deactivate", "Have the archive's searches use no adapter, and delete its vectors.")
    {
        this.archive = archive;
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        await using var opened = await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct);
        var before = await new AdapterIndexing(opened).DeactivateAsync(ct);
        Screen.Line(before is null ? "no adapter was active" : $"{before.Name} is not active any more");
        return ExitCode.Done;
    }
}
