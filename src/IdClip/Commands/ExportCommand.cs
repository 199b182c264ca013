using System.CommandLine;
using System.Globalization;
using IdClip.Archive.People.Files;
using IdClip.Composition;
using IdClip.Grpc;
using IdClip.Grpc.Clients;
using IdClip.Search;
using IdClip.Search.Query;
using IdClip.Search.Recognition;
using IdClip.Terminal;
using IdClip.Xmp.Export;

namespace IdClip.Commands;

/// <summary><c>idclip export</c>.</summary>
internal sealed class ExportCommand : Command
{
    private readonly Argument<string> target = new("TARGET") { Description = "A folder that is empty or not there yet, or a file that ends in .zip" };
    private readonly Option<int> top = new("--top", "-n") { Description = "How many answers", HelpName = "N", DefaultValueFactory = _ => 100 };
    private readonly Option<double?> minScore = new("--min-score") { Description = "Only answers of this score or more, 0 to 1", HelpName = "S" };
    private readonly Option<double?> minProbability = new("--min-probability")
    {
        Description = "Name faces too that nobody has named and that are probably an enrolled person; .5 to 1 [default: named faces only]",
        HelpName = "P",
    };

    private readonly ArchiveOption archive;
    private readonly ServerOption server;
    private readonly SearchArguments asked;

    public ExportCommand(ArchiveOption archive, ServerOption server) : base("export", "Copy the photos that answer a search, or of an album, into a folder or a ZIP, with sidecars that name their people.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        Add(target);
        asked = new(this, archive, server, orAlbum: true);
        Add(top);
        Add(minScore);
        Add(minProbability);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        try
        {
            return await ExportAsync(command, ct);
        }
        catch (QueryException error)
        {
            QueryComplaint.Tell(error, asked.QueryOf(command));
            return ExitCode.BadInput;
        }
    }

    private async Task<int> ExportAsync(ParseResult command, CancellationToken ct)
    {
        var where = Path.TrimEndingDirectorySeparator(Path.GetFullPath(command.GetRequiredValue(target)));
        var isZip = Path.GetExtension(where).Equals(".zip", StringComparison.OrdinalIgnoreCase);
        if (isZip ? File.Exists(where) || Directory.Exists(where) : File.Exists(where) || Directory.Exists(where) && Directory.EnumerateFileSystemEntries(where).Any())
            throw new InputException($"{where} is there already. Name a folder that is empty, or a file that is not there yet.");
        if (command.GetValue(top) is var most && most is < 1 or > Searcher.MaxTop)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{top.Name}: {most} is not a number from 1 to {Searcher.MaxTop}."));
        var (least, probability) = (command.GetValue(minScore), command.GetValue(minProbability));
        if (least is not null and not (>= 0 and <= 1))
            throw new InputException($"{minScore.Name}: {least} is not a number from 0 to 1.");
        if (probability is not null and not (>= PersonRecognition.LeastProbability and <= 1))
            throw new InputException($"{minProbability.Name}: {probability} is not a number from .5 to 1.");

        using var channel = server.Connect(command);
        if (channel is not null && most > GrpcLimits.MaxTop)
            throw new InputException($"{top.Name}: a server gives at most {GrpcLimits.MaxTop} answers.");
        await using var opened = channel is null ? await LocalArchive.OpenForQueriesAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct) : null;
        var found = opened is null ? await asked.AskAsync(command, most, ct) : await asked.AskAsync(command, opened, most, ct);
        var photos = found.Answers.Where(a => a.Score >= (least ?? 0)).Select(a => a.Photo).ToList();
        if (photos.Count == 0)
        {
            Screen.Note("nothing was found");
            return ExitCode.Done;
        }
        var report = opened is null ? await DownloadAsync(new(new(channel!))) : await CopyAsync(opened);
        Screen.Line($"copied {report.Files} files and {report.Sidecars} sidecars to {where}");
        foreach (var problem in report.Problems)
            Screen.Note($"{problem.File}: {problem.Reason}");
        return report.Files == 0 ? ExitCode.Failed : ExitCode.Done;

        async Task<ExportReport> CopyAsync(LocalArchive from)
        {
            var recognised = probability is { } sure
                ? await new PersonRecognition(from.Catalogue, from.Gallery, from.Indexes).NamesAsync(sure, ct)
                : new Dictionary<long, (string, double)>();
            var export = new PhotoExport(new PhotoFiles(from.Catalogue));
            return !isZip ? await export.ToFolderAsync(photos, where, recognised, ct) : await ByPartAsync(async part =>
            {
                ExportReport written;
                await using (var zip = new FileStream(part, FileMode.Create, FileAccess.Write))
                    written = await export.ToZipAsync(photos, zip, recognised, ct);
                File.Move(part, where);
                return written;
            });
        }

        Task<ExportReport> DownloadAsync(RemoteSearcher from) => ByPartAsync(async part =>
        {
            await using (var zip = new FileStream(part, FileMode.Create, FileAccess.Write))
                await from.ExportAsync(photos.Select(p => p.Id), probability, zip, ct);
            if (!isZip)
                return await ExportedZip.UnpackAsync(part, where, ct);
            var sent = await ExportedZip.ReadAsync(part, ct);
            File.Move(part, where);
            return sent;
        });

        async Task<ExportReport> ByPartAsync(Func<string, Task<ExportReport>> write)
        {
            var part = where + (isZip ? ".part" : ".zip.part");
            try
            {
                return await write(part);
            }
            finally
            {
                File.Delete(part);
            }
        }
    }
}
