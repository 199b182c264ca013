using System.CommandLine;
using IdClip.Archive.People.Files;
using IdClip.Composition;
using IdClip.Search.Recognition;
using IdClip.Terminal;
using IdClip.Xmp.Exchange;

namespace IdClip.Commands.Names;

/// <summary><c>idclip names export</c>.</summary>
internal sealed class NamesExportCommand : Command
{
    private readonly Argument<string?> folder = new("FOLDER") { Description = "A folder of the archive [default: all of it]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> inPlace = new("--in-place") { Description = "Change the JPEG files themselves; their pictures stay byte for byte [default: sidecars, photo.jpg.xmp]" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Write nothing, tell what would change" };
    private readonly Option<double?> minProbability = new("--min-probability")
    {
        Description = "Write faces too that nobody has named and that are probably an enrolled person; .5 to 1 [default: named faces only]",
        HelpName = "P",
    };

    private readonly ArchiveOption archive;

    public NamesExportCommand(ArchiveOption archive) : base("export", "Write the names of people into the photos' metadata: face regions and keywords.")
    {
        this.archive = archive;
        Add(folder);
        Add(inPlace);
        Add(dryRun);
        Add(minProbability);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var least = command.GetValue(minProbability);
        if (least is not null and not (>= PersonRecognition.LeastProbability and <= 1))
            throw new InputException($"{minProbability.Name}: {least} is not a number from .5 to 1.");
        var where = command.GetValue(folder) is { } given ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(given)) : null;
        var report = least is { } probability
            ? await WithRecognisedAsync(command, where, probability, ct)
            : await NamedOnlyAsync(command, where, ct);

        var isDry = command.GetValue(dryRun);
        Screen.Line($"{(isDry ? "would be changed" : "changed")}: {report.Changed} of {report.Photos} photos");
        Screen.Line($"names: {report.Names}, new regions: {report.Added}, regions removed: {report.Removed}");
        ExchangeProblems.Tell(report.Conflicts, report.Problems);
        return report.Problems.Count > 0 && report.Changed == 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private async Task<NameExportReport> NamedOnlyAsync(ParseResult command, string? where, CancellationToken ct)
    {
        await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        return await new NameExport(new PhotoFiles(catalogue))
            .RunAsync(where, new Dictionary<long, (string, double)>(), command.GetValue(inPlace), command.GetValue(dryRun), ct);
    }

    private async Task<NameExportReport> WithRecognisedAsync(ParseResult command, string? where, double least, CancellationToken ct)
    {
        await using var opened = await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct);
        var recognised = await new PersonRecognition(opened.Catalogue, opened.Gallery, opened.Indexes).NamesAsync(least, ct);
        return await new NameExport(new PhotoFiles(opened.Catalogue)).RunAsync(where, recognised, command.GetValue(inPlace), command.GetValue(dryRun), ct);
    }
}
