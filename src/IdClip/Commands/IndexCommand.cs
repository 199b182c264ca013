using System.CommandLine;
using IdClip.Archive.Ingest;
using IdClip.Composition;
using IdClip.Encoding;
using IdClip.Grpc.Clients;
using IdClip.Hosting;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip index</c>.</summary>
internal sealed class IndexCommand : Command
{
    private readonly Argument<string[]> roots = new("DIR")
    {
        Description = "Folders (with all below them) or files: jpg, png, webp, heic where libvips reads it, mp4 with ffmpeg",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> model = new("--model")
    {
        Description = "The archive's CLIP model, see 'idclip models list' [default: the archive's, else idclip-mini]",
        HelpName = "NAME",
    };

    private readonly Option<string?> faceModel = new("--face-model")
    {
        Description = $"The archive's face model: {string.Join(" or ", LocalFaceModel.Names)} [default: the archive's, else {LocalFaceModel.SFace}]",
        HelpName = "NAME",
    };

    private readonly Option<bool> reencode = new("--reencode") { Description = "Encode anew: all photos where --model or --face-model changes a model; without these what is below the folders" };
    private readonly Option<bool> allowEmpty = new("--allow-empty") { Description = "Remove all photos of a folder that is empty now" };
    private readonly Option<bool> strict = new("--strict") { Description = "End with 1 if any file failed, not only if all did" };
    private readonly Option<string?> failures = new("--failures")
    {
        Description = "Where failed files and reasons are listed [default: failures.txt in the archive]",
        HelpName = "FILE",
    };

    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public IndexCommand(ArchiveOption archive, ServerOption server) : base("index", "Bring photos into the archive; what did not change is not read again.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        Add(roots);
        Add(model);
        Add(faceModel);
        Add(reencode);
        Add(allowEmpty);
        Add(strict);
        Add(failures);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var given = command.GetRequiredValue(roots);
        using var channel = server.Connect(command);
        if (channel is not null)
            return await OfServerAsync(command, new(new(channel)), ct);
        foreach (var root in given)
            if (!Path.Exists(root))
                throw new InputException($"{root} does not exist.");

        var folder = archive.FolderOf(command);
        await ChooseModelsAsync(folder, command.GetValue(model), command.GetValue(faceModel) is { } name ? CheckFaceModel(name) : null, command.GetValue(reencode), ct);
        await using var opened = await LocalArchive.OpenAsync(folder, ct);
        var options = new IngestOptions
        {
            AllowEmptyRoots = command.GetValue(allowEmpty),
            // With a model it changes the model once, however often it is said.
            Reencode = command.GetValue(reencode) && command.GetValue(model) is null && command.GetValue(faceModel) is null,
        };
        var report = await IngestMonitor.ShowAsync(progress => opened.PhotoIndexing.RunAsync(given, options, progress, ct));
        return Tell(command, report, Path.Combine(folder, "failures.txt"));
    }

    private async Task<int> OfServerAsync(ParseResult command, RemoteArchive remote, CancellationToken ct)
    {
        foreach (Option option in (Option[])[model, faceModel, reencode])
            if (command.GetResult(option) is { Implicit: false })
                throw new InputException($"{option.Name} is for an archive of this machine; leave it out with {server.Name}.");
        var report = await IngestMonitor.ShowAsync(progress => remote.IndexAsync([.. command.GetRequiredValue(roots)], command.GetValue(allowEmpty), progress, Screen.Note, ct));
        return Tell(command, report, Path.GetFullPath("idclip-failures.txt"));
    }

    private int Tell(ParseResult command, IngestReport report, string failuresFile)
    {
        IngestSummary.Write(report, command.GetValue(failures) ?? failuresFile);
        if (report.Found == 0)
            Screen.Note("idclip: no photos were found there");
        // A few broken files are common in a large archive; they are named above.
        var nothingDone = report.FailedCount > 0 && report.FailedCount >= report.Found;
        return nothingDone || (command.GetValue(strict) && report.FailedCount > 0) ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task ChooseModelsAsync(string folder, string? model, string? faceModel, bool reencode, CancellationToken ct)
    {
        var before = ArchiveSettings.Load(folder);
        var wanted = before with { Model = model ?? before.Model, FaceModel = faceModel ?? before.FaceModel };
        if (wanted == before)
            return;
        if (ArchiveFolder.Exists(folder) && !reencode)
            throw new InputException(
                $"The archive in {folder} was made with {before.Model} and {before.FaceModel}. " +
                $"Add --reencode to encode all of it with {wanted.Model} and {wanted.FaceModel}, or use another --archive.");
        foreach (var (photo, reason) in await LocalArchive.ChangeModelsAsync(folder, wanted, ct))
            Screen.Note($"idclip: {photo}: {reason}");
    }

    private static string CheckFaceModel(string name) => LocalFaceModel.Names.Contains(name)
        ? name
        : throw new InputException($"'{name}' is not a face model. Those that IdClip runs are {string.Join(" and ", LocalFaceModel.Names)}.");
}
