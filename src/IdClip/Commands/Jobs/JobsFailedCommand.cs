using System.CommandLine;
using System.Globalization;
using IdClip.Archive.Messages;
using IdClip.Composition;
using IdClip.Terminal;
using Spectre.Console;

namespace IdClip.Commands.Jobs;

/// <summary><c>idclip jobs failed</c>.</summary>
internal sealed class JobsFailedCommand : Command
{
    private readonly ArchiveOption archive;

    public JobsFailedCommand(ArchiveOption archive) : base("failed", "List messages that were given up: what, when, why.")
    {
        this.archive = archive;
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        var failures = await new FailedMessages(catalogue).ListAsync(ct);
        if (failures.Count == 0)
        {
            Screen.Note("Nothing has failed.");
            return ExitCode.Done;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumns("id", "message", "queue", "when (UTC)", "attempts", "reason");
        foreach (var failure in failures)
            table.AddRow(
                new Text(failure.MessageId.ToString()), new Text(failure.Type ?? "can't be read"), new Text(failure.Queue),
                new Text(failure.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(failure.Attempts.ToString(CultureInfo.InvariantCulture)), new Text(failure.Reason));
        Screen.Output.Write(table);
        Screen.Note("Send one again: idclip jobs retry ID. All of them: idclip jobs retry all");
        return ExitCode.Done;
    }
}
