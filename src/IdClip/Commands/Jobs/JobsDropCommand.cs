using System.CommandLine;
using IdClip.Archive.Messages;
using IdClip.Composition;
using IdClip.Terminal;

namespace IdClip.Commands.Jobs;

/// <summary><c>idclip jobs drop</c>.</summary>
internal sealed class JobsDropCommand : Command
{
    private readonly FailedArgument which = new();
    private readonly ArchiveOption archive;

    public JobsDropCommand(ArchiveOption archive) : base("drop", "Remove failed messages; what they asked for is not done.")
    {
        this.archive = archive;
        Add(which);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var id = which.Of(command);
        await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        var dropped = await new FailedMessages(catalogue).DropAsync(id, ct);
        if (dropped == 0 && id is not null)
            throw new InputException($"No message {id} has failed. 'idclip jobs failed' lists those that have.");
        Screen.Line(dropped == 1 ? "1 message is removed" : $"{dropped} messages are removed");
        return ExitCode.Done;
    }
}
