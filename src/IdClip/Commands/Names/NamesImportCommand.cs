using System.CommandLine;
using IdClip.Archive.People;
using IdClip.Archive.People.Files;
using IdClip.Archive.People.Labels;
using IdClip.Composition;
using IdClip.Hosting;
using IdClip.Terminal;
using IdClip.Xmp.Exchange;

namespace IdClip.Commands.Names;

/// <summary><c>idclip names import</c>.</summary>
internal sealed class NamesImportCommand : Command
{
    private readonly Argument<string?> folder = new("FOLDER") { Description = "A folder of the archive [default: all of it]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Apply nothing, tell what would be named" };
    private readonly Option<bool> enrolUnknown = new("--enrol-unknown") { Description = $"Make people of names that nobody has and that have {NameImport.LeastClearFaces} clear faces or more" };
    private readonly Option<bool> keywords = new("--keywords") { Description = "Name the only face of a photo after the only known person in its keywords" };
    private readonly ArchiveOption archive;

    public NamesImportCommand(ArchiveOption archive) : base("import", "Name faces as the photos' metadata has it; what was said in the archive stays.")
    {
        this.archive = archive;
        Add(folder);
        Add(dryRun);
        Add(enrolUnknown);
        Add(keywords);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var where = command.GetValue(folder) is { } given ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(given)) : null;
        var archiveFolder = ArchiveFolder.Existing(archive.FolderOf(command));
        await using var catalogue = await LocalCatalogue.OpenAsync(archiveFolder, ct);
        var import = new NameImport(new PhotoFiles(catalogue), new Gallery(catalogue, ArchiveSettings.Load(archiveFolder).Thresholds), new FaceLabels(catalogue));
        var isDry = command.GetValue(dryRun);
        var report = await import.RunAsync(where, command.GetValue(enrolUnknown), command.GetValue(keywords), isDry, ct);

        Screen.Line($"photos: {report.Photos}, with names: {report.WithNames}");
        Screen.Line($"faces {(isDry ? "that would be named" : "named")}: {report.Named}, named so before: {report.AlreadyNamed}");
        Screen.Line($"regions without a face that was found: {report.WithoutFace}, names in keywords only: {report.InKeywordsOnly}");
        foreach (var name in report.Enrolled)
            Screen.Line($"new person: {name}");
        foreach (var (name, (faces, clear)) in report.Unknown.OrderByDescending(u => u.Value.Faces).ThenBy(u => u.Key, StringComparer.Ordinal))
            Screen.Line($"unknown name: {name}, {faces} {(faces == 1 ? "face" : "faces")}, {clear} clear; " + (clear >= NameImport.LeastClearFaces
                ? "--enrol-unknown makes a person of it"
                : $"enrol it from photos, or rename somebody: idclip enrol \"{name}\" PHOTO PHOTO"));
        ExchangeProblems.Tell(report.Conflicts, report.Problems);
        return report.Problems.Count > 0 && report.WithNames == 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
