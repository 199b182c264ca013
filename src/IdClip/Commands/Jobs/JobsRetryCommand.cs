using System.CommandLine;
using IdClip.Archive.Messages;
using IdClip.Composition;
using IdClip.Terminal;

namespace IdClip.Commands.Jobs;

/// <summary><c>idclip jobs retry</c>.</summary>
internal sealed class JobsRetryCommand : Command
{
    private readonly FailedArgument which = new();
    private readonly ArchiveOption archive;

    public JobsRetryCommand(ArchiveOption archive) : base("retry", "Send failed messages again; the archive's servers handle them, now or when they start.")
    {
        this.archive = archive;
        Add(which);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var id = which.Of(command);
        await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        var failed = new FailedMessages(catalogue);
        var sent = await failed.RetryAsync(id, ct);
        if (sent == 0 && id is not null)
            throw new InputException((await failed.ListAsync(ct)).Any(failure => failure.MessageId == id)
                ? $"Message {id} can't be read, so it can't be sent again. Look at it with 'idclip jobs failed'; 'idclip jobs drop {id}' removes it."
                : $"No message {id} has failed. 'idclip jobs failed' lists those that have.");
        Screen.Line(sent == 1 ? "1 message is sent again" : $"{sent} messages are sent again");
        return ExitCode.Done;
    }
}
