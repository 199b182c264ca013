using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Composition;
using IdClip.Terminal;
using Spectre.Console;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Commands.Jobs;

/// <summary><c>idclip jobs list</c>.</summary>
internal sealed class JobsListCommand : Command
{
    private const int MostJobs = 50;

    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public JobsListCommand(ArchiveOption archive, ServerOption server)
        : base("list", "List the newest jobs: state, progress, time left. With --server also sets and adapters that it makes.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        var rows = channel is null ? await OfArchiveAsync(command, ct) : await OfServerAsync(channel, ct);
        if (rows.Count == 0)
        {
            Screen.Note("There is no job.");
            return ExitCode.Done;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumns("job", "makes", "state", "started (UTC)", "progress", "left", "of");
        foreach (var row in rows.OrderByDescending(row => row.QueuedAt).Take(MostJobs))
            table.AddRow(
                new Text(row.Id), new Text(row.Kind), new Text(row.State), new Text(row.QueuedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(row.Progress), new Text(row.Left is { } left ? left.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : ""), new Text(row.About));
        Screen.Output.Write(table);
        return ExitCode.Done;
    }

    private async Task<List<Row>> OfArchiveAsync(ParseResult command, CancellationToken ct)
    {
        await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        return [.. (await new IndexJobs(catalogue).ListAsync(ct)).Take(MostJobs).Select(job => IndexRow(
            job.Id.ToString("N"), job.State, job.Tally.QueuedAt, job.Tally.Done, job.Tally.Found, job.Tally.Failed, job.Tally.Remaining, job.Tally.Failure, job.Tally.Roots))];
    }

    private static async Task<List<Row>> OfServerAsync(ChannelBase channel, CancellationToken ct)
    {
        var rows = new List<Row>();
        var limit = new Contract.ListJobsRequest { Limit = MostJobs };
        rows.AddRange((await new Contract.Archive.ArchiveClient(channel).ListIndexAsync(limit, cancellationToken: ct)).Jobs.Select(job => IndexRow(
            job.Id, job.State.ToString(), job.QueuedAt.ToDateTimeOffset(), job.Progress.Done, job.Progress.Found, job.Progress.Failed, job.Progress.Remaining?.ToTimeSpan(), job.Failure, job.Roots)));
        rows.AddRange(await WhereServedAsync(async () => (await new Contract.Synthesis.SynthesisClient(channel).ListAsync(limit, cancellationToken: ct)).Jobs.Select(job => new Row(
            job.Id, "set", job.State.ToString(), job.QueuedAt.ToDateTimeOffset(), OfTotal(job.Progress?.Done, job.Progress?.Total), job.Progress?.Remaining?.ToTimeSpan(), About(job.Failure, job.Set.Output)))));
        rows.AddRange(await WhereServedAsync(async () => (await new Contract.Training.TrainingClient(channel).ListAsync(limit, cancellationToken: ct)).Jobs.Select(job => new Row(
            job.Id, "adapter", job.State.ToString(), job.QueuedAt.ToDateTimeOffset(), OfTotal(job.Progress?.Done, job.Progress?.Total), job.Progress?.Remaining?.ToTimeSpan(), About(job.Failure, job.Run.Output)))));
        return rows;
    }

    // A server that makes none says so.
    private static async Task<IEnumerable<Row>> WhereServedAsync(Func<Task<IEnumerable<Row>>> list)
    {
        try
        {
            return await list();
        }
        catch (RpcException none) when (none.StatusCode is StatusCode.FailedPrecondition or StatusCode.Unimplemented or StatusCode.Unavailable)
        {
            return [];
        }
    }

    private static Row IndexRow(
        string id, string state, DateTimeOffset queuedAt, long done, long found, long failed, TimeSpan? left, string? failure, IEnumerable<string> roots) =>
        new(id, "index", state, queuedAt, OfTotal(done, found) + (failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {failed:#,0} failed") : ""), left, About(failure, string.Join(", ", roots)));

    private static string OfTotal(long? done, long? total) => total > 0 ? string.Create(CultureInfo.InvariantCulture, $"{done:#,0} of {total:#,0}") : "";

    private static string About(string? failure, string output) => string.IsNullOrEmpty(failure) ? output : $"{output}: {failure}";

    private sealed record Row(string Id, string Kind, string State, DateTimeOffset QueuedAt, string Progress, TimeSpan? Left, string About);
}
