using System.CommandLine;
using IdClip.Archive.People;
using IdClip.Composition;
using IdClip.Evaluation.Protocol;
using IdClip.Evaluation.Report;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip eval</c>.</summary>
internal sealed class EvalCommand : Command
{
    private readonly Argument<string> manifest = new("MANIFEST")
    {
        Description = "JSON list of photos: [{ \"file\", \"people\": [names], \"context\", \"captions\": [..] }]",
    };

    private readonly Option<string?> people = new("--people")
    {
        Description = "JSON list of people: [{ \"name\", \"enrolment\": [files] }] [default: people.json beside the manifest]",
        HelpName = "FILE",
    };

    private readonly Option<string?> json = new("--json") { Description = "Also write the figures as JSON", HelpName = "FILE" };
    private readonly Option<string?> picture = new("--picture") { Description = "Also write the figures as a picture (PNG)", HelpName = "FILE" };
    private readonly ArchiveOption archive;

    public EvalCommand(ArchiveOption archive) : base("eval", "Measure recall on photos with known people and captions, by kind of evidence.")
    {
        this.archive = archive;
        Add(manifest);
        Add(people);
        Add(json);
        Add(picture);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var path = command.GetRequiredValue(manifest);
        var whole = Manifest.Load(path);
        var enrolments = EnrolmentList.Load(
            command.GetValue(people) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "people.json"));

        // Without --archive the user's own archive must stay as it is.
        var temporary = archive.GivenFolderOf(command) is null ? Directory.CreateTempSubdirectory("idclip-eval-").FullName : null;
        try
        {
            await using var opened = await LocalArchive.OpenAsync(temporary ?? archive.FolderOf(command), ct);
            var report = await EvaluateAsync(opened, whole, enrolments, ct);
            RecallTable.Write(report);
            if (command.GetValue(json) is { } jsonFile)
                RecallJson.Write(report, jsonFile);
            if (command.GetValue(picture) is { } pictureFile)
                RecallPicture.Write(report, pictureFile, $"Recall on {Path.GetFileName(path)}");
            return ExitCode.Done;
        }
        finally
        {
            if (temporary is not null)
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task<RecallReport> EvaluateAsync(
        LocalArchive archive, Manifest whole, IReadOnlyList<Enrolment> enrolments, CancellationToken ct)
    {
        string[] enrolmentPhotos = [.. enrolments.SelectMany(e => e.Photos)];
        var manifest = whole.Without(enrolmentPhotos);
        if (manifest.Entries.Count < whole.Entries.Count)
            Screen.Line($"{whole.Entries.Count - manifest.Entries.Count} enrolment photos of the manifest are left out of questions and answers.");

        string[] files = [.. manifest.Entries.Select(e => e.Path)];
        var indexed = await IngestMonitor.ShowAsync(progress => new PhotoIndexing(archive).RunAsync(files, new(), progress, ct));
        foreach (var failure in indexed.Failed)
            Screen.Note($"{failure.Path}: {failure.Reason} It counts as not found.");

        var questions = RecallQuestion.Of(manifest, await EnrolAsync(archive, enrolments, ct));
        if (questions.Count == 0)
            throw new InputException("There is nothing to ask: no photo of the manifest has both a caption and an enrolled person.");
        var outcomes = await Counter.ShowAsync("asking", questions.Count,
            progress => new RecallRun(archive, manifest, enrolmentPhotos).AskAsync(questions, progress, ct));
        return RecallReport.Of(manifest.Entries.Count, [.. outcomes]);
    }

    private static async Task<IReadOnlyList<string>> EnrolAsync(LocalArchive archive, IReadOnlyList<Enrolment> enrolments, CancellationToken ct)
    {
        var enrolled = (await archive.Gallery.PeopleAsync(ct)).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var person in enrolments.Where(e => !enrolled.Contains(e.Name)))
        {
            try
            {
                await archive.Gallery.EnrolAsync(person.Name, [.. person.Photos.Take(Gallery.MostPhotos)], archive.PhotoEncoder, ct);
                enrolled.Add(person.Name);
            }
            catch (EnrolmentException error)
            {
                Screen.Note($"{person.Name} can't be enrolled and is not asked for: {error.Message}");
            }
        }
        return [.. enrolments.Select(e => e.Name).Where(enrolled.Contains)];
    }
}
