using System.CommandLine;
using IdClip.Archive.People;
using IdClip.Commands.Eval;
using IdClip.Composition;
using IdClip.Encoding;
using IdClip.Evaluation.Comparison;
using IdClip.Evaluation.Protocol;
using IdClip.Evaluation.Report;
using IdClip.Hosting;
using IdClip.Sheets;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip eval</c>.</summary>
internal sealed class EvalCommand : Command
{
    private const string ArchiveProtocol = "archive";
    private const string CocopfsProtocol = "cocopfs";
    private const int MostFailures = 20;

    private readonly Argument<string> manifest = new("MANIFEST")
    {
        Description = "JSON list of photos: [{ \"file\", \"people\": [names], \"context\", \"captions\": [..] }]",
    };

    private readonly Option<string?> people = new("--people")
    {
        Description = "JSON list of people: [{ \"name\", \"enrolment\": [files] }] [default: people.json beside the manifest]",
        HelpName = "FILE",
    };

    private readonly Option<string> protocol = new("--protocol")
    {
        Description = "archive: recall of the archive as it answers; cocopfs: all systems of the paper and ours on the same photos, in one table",
        DefaultValueFactory = _ => ArchiveProtocol,
    };

    private readonly Option<string[]> adapters = new("--adapter")
    {
        Description = "cocopfs: an adapter to compare; may be given several times",
        HelpName = "NAME",
    };

    private readonly Option<string[]> faces = new("--faces")
    {
        Description = "cocopfs: recogniser for the evidence of faces, sface, facenet-512 or an ONNX file of one of them; may be given several times [default: sface]",
        HelpName = "NAME|FILE",
    };

    private readonly Option<string?> model = new("--model") { Description = "cocopfs: the CLIP model [default: idclip-mini]", HelpName = "NAME" };

    private readonly Option<string?> fit = new("--fit")
    {
        Description = "cocopfs: manifest of other photos, to fit calibration and weights of the evidence on; nothing is stored",
        HelpName = "MANIFEST",
    };

    private readonly Option<string?> json = new("--json") { Description = "Also write the figures as JSON", HelpName = "FILE" };
    private readonly Option<string?> picture = new("--picture") { Description = "Also write the figures as a picture (PNG)", HelpName = "FILE" };

    private readonly Option<string?> failures = new("--failures")
    {
        Description = "cocopfs: also write 20 failures of our best system as a page to look at (HTML); it shows the people of the set",
        HelpName = "FILE",
    };

    private readonly ArchiveOption archive;

    public EvalCommand(ArchiveOption archive) : base("eval", "Measure recall on photos with known people and captions, by kind of evidence or of all systems.")
    {
        this.archive = archive;
        protocol.AcceptOnlyFromAmong(ArchiveProtocol, CocopfsProtocol);
        Add(manifest);
        foreach (var option in (Option[])[people, protocol, adapters, faces, model, fit, json, picture, failures])
            Add(option);
        Validators.Add(given =>
        {
            if (given.GetValue(protocol) != CocopfsProtocol && ((Option[])[adapters, faces, model, fit, failures]).FirstOrDefault(option => given.GetResult(option) is not null) is { } other)
                given.AddError($"{other.Name} belongs to --protocol {CocopfsProtocol}.");
        });
        SetAction((command, ct) => command.GetValue(protocol) == CocopfsProtocol ? CompareAsync(command, ct) : RunAsync(command, ct));
    }

    private async Task<int> CompareAsync(ParseResult command, CancellationToken ct)
    {
        var path = command.GetRequiredValue(manifest);
        var enrolments = EnrolmentsOf(command);
        var recognisers = command.GetValue(faces) is { Length: > 0 } given ? given : [LocalFaceModel.SFace];
        using var comparison = new SystemComparison(new(
            WithoutEnrolments(Manifest.Load(path), enrolments),
            command.GetValue(fit) is { } validation ? WithoutEnrolments(Manifest.Load(validation), enrolments) : null,
            enrolments,
            command.GetValue(model) ?? ArchiveSettings.DefaultModel,
            [.. recognisers.Distinct().Select(LocalFaceModel.Open)],
            [.. (command.GetValue(adapters) ?? []).Distinct()]));
        var report = await comparison.RunAsync(ct);
        ComparisonTable.Write(report);
        if (command.GetValue(json) is { } jsonFile)
            ComparisonJson.Write(report, jsonFile);
        if (command.GetValue(picture) is { } pictureFile)
            ComparisonPicture.Write(report, pictureFile, Path.GetFileName(path));
        if (command.GetValue(failures) is { } failuresFile)
        {
            var (system, failed) = comparison.FailuresOfBest(MostFailures, ct);
            FailurePage.Write(failed, system, failuresFile);
        }
        return ExitCode.Done;
    }

    private IReadOnlyList<Enrolment> EnrolmentsOf(ParseResult command) => EnrolmentList.Load(
        command.GetValue(people) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(command.GetRequiredValue(manifest)))!, "people.json"));

    private static Manifest WithoutEnrolments(Manifest whole, IReadOnlyList<Enrolment> enrolments)
    {
        var manifest = whole.Without(enrolments.SelectMany(person => person.Photos));
        if (manifest.Entries.Count < whole.Entries.Count)
            Screen.Line($"{whole.Entries.Count - manifest.Entries.Count} enrolment photos of the manifest are left out of questions and answers.");
        return manifest;
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var path = command.GetRequiredValue(manifest);
        var whole = Manifest.Load(path);
        var enrolments = EnrolmentsOf(command);

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
        var manifest = WithoutEnrolments(whole, enrolments);
        string[] files = [.. manifest.Entries.Select(e => e.Path)];
        var indexed = await IngestMonitor.ShowAsync(progress => archive.PhotoIndexing.RunAsync(files, new(), progress, ct));
        foreach (var failure in indexed.Failed)
            Screen.Note($"{failure.Path}: {failure.Reason} It counts as not found.");

        var questions = RecallQuestion.Of(manifest, await EnrolAsync(archive, enrolments, ct));
        if (questions.Count == 0)
            throw new InputException("There is nothing to ask: no photo of the manifest has both a caption and an enrolled person.");
        var outcomes = await Counter.ShowAsync("asking", questions.Count,
            progress => new RecallRun(archive, manifest, [.. enrolments.SelectMany(e => e.Photos)]).AskAsync(questions, progress, ct));
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
