using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using IdClip.Composition;
using IdClip.Models.Adapters;
using IdClip.Terminal;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters activate</c>.</summary>
internal sealed class AdaptersActivateCommand : Command
{
    private const int ShownFailures = 20;

    private readonly Argument<string> name = new("NAME") { Description = "An adapter of 'idclip adapters list'" };
    private readonly ArchiveOption archive;

    public AdaptersActivateCommand(ArchiveOption archive)
        : base("activate", "Have the archive's searches use an adapter. Photos are encoded again first where it changes images; until then the one before answers.")
    {
        this.archive = archive;
        name.CompletionSources.Add(_ => AdapterStore.Default().List().Select(adapter => new CompletionItem(adapter.Name)));
        Add(name);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var adapter = command.GetRequiredValue(name);
        await using var opened = await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct);
        var report = await AdapterMonitor.ShowAsync(progress => new AdapterIndexing(opened).ActivateAsync(adapter, progress, ct));
        if (report.Encoded > 0)
            Screen.Line(string.Create(CultureInfo.InvariantCulture, $"encoded {report.Encoded} photos in {report.Elapsed.TotalSeconds:0.0} s"));
        Screen.Line($"{adapter} is active");
        foreach (var failure in report.Failed.Take(ShownFailures))
            Screen.Note($"{failure.Path}: {failure.Reason}");
        if (report.FailedCount > 0)
            Screen.Note($"{report.FailedCount} photos could not be encoded; the other evidence alone ranks them.");
        return ExitCode.Done;
    }
}
