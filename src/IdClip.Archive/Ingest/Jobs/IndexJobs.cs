using System.Text.Json;
using IdClip.Archive.Messages;
using IdClip.Archive.Storage;
using IdClip.Messages.Ingest;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Ingest.Jobs;

/// <summary>The index jobs of an archive: orders are written here together with the message that calls the workers; what becomes of them the workers tell by messages. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class IndexJobs(Catalogue.Catalogue catalogue)
{
    /// <summary>The state machine that keeps them.</summary>
    public const string Machine = "IngestRun";

    /// <summary>Jobs that may be open at the same time.</summary>
    public const int MostOpen = 100;

    /// <summary>Ended jobs that are remembered; what they indexed stays.</summary>
    public const int MostEnded = 1_000;

    private readonly ArchiveDatabase database = catalogue.Database;

    // What was listed last, with the catalogue's version before it was read.
    private Tuple<long, int, IReadOnlyList<IndexJob>>? listed;

    /// <summary>Orders an index run.</summary>
    /// <param name="roots">Folders and files, absolute, the same for all workers.</param>
    /// <param name="allowEmptyRoots">As <see cref="IngestOptions.AllowEmptyRoots"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">Too many jobs are open.</exception>
    public Task<IndexJob> StartAsync(IReadOnlyList<string> roots, bool allowEmptyRoots = false, CancellationToken ct = default)
    {
        var job = new IndexJob(Guid.CreateVersion7(), IndexJobState.Queued, new()
        {
            Roots = [.. roots.Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root))).Distinct()],
            AllowEmptyRoots = allowEmptyRoots,
            QueuedAt = DateTimeOffset.UtcNow,
            ChangedAt = DateTimeOffset.UtcNow,
        });
        return database.WriteAsync(async context =>
        {
            await ForgetOldestAsync(context, ct);
            return await OrderAsync(context, job, ct);
        }, ct);
    }

    /// <summary>Starts a job again that has ended; what was indexed is not read again. One that is open is left as it is.</summary>
    /// <returns>The job, or null where there is none of this id.</returns>
    /// <exception cref="ArchiveException">Too many jobs are open.</exception>
    public Task<IndexJob?> StartAgainAsync(Guid id, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (await FindAsync(context, id, ct) is not { HasEnded: true } job)
            return await FindAsync(context, id, ct);
        var tally = job.Tally;
        tally.Round++;
        (tally.QueuedAt, tally.ChangedAt, tally.StartedAt, tally.EndedAt, tally.Failure) = (DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, null, null, null);
        (tally.Joined, tally.Found, tally.Unchanged, tally.IsWalkComplete) = (0, 0, 0, false);
        // Counts are those of this start; what failed is tried again.
        (tally.Encoded, tally.Copies, tally.Photos, tally.Indexed, tally.Removed, tally.NotPhotos) = (0, 0, 0, 0, 0, 0);
        (tally.FailedFiles, tally.MoreFailedFiles, tally.Folders) = ([], 0, []);
        return await OrderAsync(context, job with { State = IndexJobState.Queued }, ct);
    }, ct);

    /// <summary>Stops a job: its workers commit what they have made and leave it. One that has ended is left as it is.</summary>
    /// <returns>The job, or null where there is none of this id.</returns>
    public Task<IndexJob?> CancelAsync(Guid id, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (await FindAsync(context, id, ct) is not { HasEnded: false } job)
            return await FindAsync(context, id, ct);
        job.Tally.EndedAt = job.Tally.ChangedAt = DateTimeOffset.UtcNow;
        return await KeepAsync(context, job with { State = IndexJobState.Cancelled }, ct);
    }, ct);

    /// <summary>A job by its id, or null.</summary>
    public async Task<IndexJob?> FindAsync(Guid id, CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await FindAsync(context, id, ct);
    }

    /// <summary>All jobs, the newest first.</summary>
    public Task<IReadOnlyList<IndexJob>> ListAsync(CancellationToken ct = default) => ListAsync(int.MaxValue, ct);

    /// <summary>The jobs that changed last, the newest first; read again only after a commit of this or another process.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<IndexJob>> ListAsync(int most, CancellationToken ct = default)
    {
        var version = database.DataVersion();
        if (Volatile.Read(ref listed) is { } last && (last.Item1, last.Item2) == (version, most))
            return last.Item3;
        await using var context = database.Read();
        var rows = await context.Runs.AsNoTracking().Where(r => r.Machine == Machine).OrderByDescending(r => r.ChangedAt).Take(most).ToListAsync(ct);
        IReadOnlyList<IndexJob> jobs = [.. rows.Select(Of).OrderByDescending(job => job.Tally.QueuedAt).ThenByDescending(job => job.Id)];
        Volatile.Write(ref listed, Tuple.Create(version, most, jobs));
        return jobs;
    }

    /// <summary>The jobs that have not ended, in the order in which they were started.</summary>
    public async Task<IReadOnlyList<IndexJob>> ListOpenAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return [.. (await OpenOf(context).ToListAsync(ct)).Select(Of).OrderBy(job => job.Tally.QueuedAt).ThenBy(job => job.Id)];
    }

    /// <summary>What a job could not read so far, with reasons, by path.</summary>
    /// <param name="job">The job.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<IngestFailure>> ReadFailuresAsync(IndexJob job, int most, CancellationToken ct = default)
    {
        var failures = new List<IngestFailure>(job.Tally.Folders);
        await using var context = database.Read();
        foreach (var ids in job.Tally.FailedFiles.Take(most).Chunk(500))
            failures.AddRange((await context.Files.Where(f => ids.Contains(f.Id) && (f.Failure != null || f.Content!.Failure != null))
                .Select(f => new { f.Folder.Path, f.Name, Reason = f.Failure ?? f.Content!.Failure! }).ToListAsync(ct))
                .Select(f => new IngestFailure(Path.Join(f.Path, f.Name), f.Reason)));
        return [.. failures.OrderBy(f => f.Path, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>Tells that nothing is left to do, or why a job can't go on.</summary>
    /// <param name="job">The job as it was when the worker joined.</param>
    /// <param name="report">What the worker saw; null where it failed.</param>
    /// <param name="failure">Why it failed, in a sentence for people; null unless it did.</param>
    /// <param name="ct">Cancels.</param>
    public Task FinishAsync(IndexJob job, IngestReport? report, string? failure, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (await FindAsync(context, job.Id, ct) is not { HasEnded: false } now || now.Tally.Round != job.Tally.Round)
            return;
        var tally = now.Tally;
        tally.Failure = failure;
        if (report is not null)
        {
            (tally.Found, tally.NotPhotos, tally.Folders) = (report.Found, report.NotPhotos, report.Folders);
            // What failed at first may have been read after a restart.
            foreach (var ids in tally.FailedFiles.ToList().Chunk(500))
                tally.FailedFiles.ExceptWith(await context.Files.Where(f => ids.Contains(f.Id) && f.Failure == null && f.Content!.Failure == null).Select(f => f.Id).ToListAsync(ct));
        }
        await KeepAsync(context, now, ct);
        await Outbox.AddAsync(context, new IngestFinished(job.Id, tally.Round, failure is null ? IndexJobState.Done : IndexJobState.Failed, DateTimeOffset.UtcNow), ct);
    }, ct);

    private static async Task<IndexJob> OrderAsync(ArchiveContext context, IndexJob job, CancellationToken ct)
    {
        if (await OpenOf(context).CountAsync(ct) >= MostOpen)
            throw new ArchiveException($"{MostOpen} index jobs wait already; start it later, or cancel one.");
        await Outbox.AddAsync(context, new IngestRequested(job.Id, job.Tally.Round), ct);
        return await KeepAsync(context, job, ct);
    }

    private static async Task ForgetOldestAsync(ArchiveContext context, CancellationToken ct)
    {
        var ended = context.Runs.Where(r => r.Machine == Machine && r.State != IndexJobState.Queued && r.State != IndexJobState.Running);
        var old = await ended.OrderByDescending(r => r.ChangedAt).Skip(MostEnded - 1).Select(r => r.Run).ToListAsync(ct);
        if (old.Count > 0)
            await context.Runs.Where(r => r.Machine == Machine && old.Contains(r.Run)).ExecuteDeleteAsync(ct);
    }

    private static IQueryable<RunState> OpenOf(ArchiveContext context) =>
        context.Runs.AsNoTracking().Where(r => r.Machine == Machine && (r.State == IndexJobState.Queued || r.State == IndexJobState.Running));

    private static async Task<IndexJob?> FindAsync(ArchiveContext context, Guid id, CancellationToken ct) =>
        await context.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Machine == Machine && r.Run == id, ct) is { } row ? Of(row) : null;

    private static async Task<IndexJob> KeepAsync(ArchiveContext context, IndexJob job, CancellationToken ct)
    {
        await new MessageTransaction(context).KeepRunAsync(Machine, job.Id, job.State, JsonSerializer.Serialize(new Kept(job.Id, job.State, job.Tally)), ct);
        return job;
    }

    private static IndexJob Of(RunState row) => new(row.Run, row.State, JsonSerializer.Deserialize<Kept>(row.Body)!.Tally);

    /// <summary>As the state machine keeps its runs.</summary>
    private sealed record Kept(Guid CorrelationId, string State, IndexTally Tally);
}
