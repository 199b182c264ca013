using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using IdClip.Archive.Ingest;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Grpc.Calls;
using IdClip.Redis.Progress;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>Index jobs as clients are told of them.</summary>
/// <param name="jobs">The archive's jobs.</param>
/// <param name="channel">Tells what other hosts do at once; the catalogue tells it a second later.</param>
internal sealed class IndexCalls(IndexJobs jobs, ProgressChannel channel)
{
    /// <summary>What the jobs are called between hosts.</summary>
    public const string Kind = "index";

    private const int MaxFailuresOfJob = 100;

    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The id that a client sent.</summary>
    public static Guid IdOf(string job) => Guid.TryParseExact(job, "N", out var id) ? id : throw Unknown();

    /// <summary>There is no such job.</summary>
    public static RpcException Unknown() => StatusDetails.Fields(Code.NotFound, ("job", "There is no job of this id; ListIndex has all."));

    /// <summary>A job as it is.</summary>
    public async Task<Contract.IndexJob> GetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ?? throw Unknown();

    /// <summary>A job as it is; null where there is none.</summary>
    public async Task<Contract.IndexJob?> FindAsync(Guid id, CancellationToken ct) => await jobs.FindAsync(id, ct) is { } job ? await DescribeAsync(job, ct) : null;

    /// <summary>Tells what becomes of a job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="tell">Tells a client; what came meanwhile is left out.</param>
    /// <param name="ct">The call.</param>
    /// <param name="stopping">The server.</param>
    /// <returns>The job when it has ended.</returns>
    public async Task<Contract.IndexJob> WatchAsync(Guid id, Func<Contract.IndexJob, Task> tell, CancellationToken ct, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        Contract.IndexJob? last = null;
        try
        {
            await foreach (var job in channel.WatchAsync(Kind, id.ToString("N"), Contract.IndexJob.Parser.ParseFrom, token => GetAsync(id, token), HasEnded, end.Token))
            {
                await tell(last = job);
                if (!HasEnded(job))
                    await Task.Delay(LeastInterval, end.Token);
            }
            return last!;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw StatusDetails.Create(Code.Unavailable, "The server is stopping; watch the job again when it is back.");
        }
    }

    /// <summary>A job with the first of its failures.</summary>
    public async Task<Contract.IndexJob> DescribeAsync(IndexJob job, CancellationToken ct)
    {
        var described = MapToJob(job);
        var isDone = job.State == IndexJobState.Done;
        var failures = await jobs.ReadFailuresAsync(job, isDone ? GrpcLimits.MaxFailures : MaxFailuresOfJob, ct);
        described.Failures.AddRange(failures.Take(MaxFailuresOfJob).Select(MapToFailure));
        if (isDone)
            described.Report = MapToReport(job, failures);
        return described;
    }

    /// <summary>A job without its failures.</summary>
    public static Contract.IndexJob MapToJob(IndexJob job) => new()
    {
        Id = job.Id.ToString("N"),
        State = job.State switch
        {
            IndexJobState.Queued => Contract.JobState.Queued,
            IndexJobState.Running => Contract.JobState.Running,
            IndexJobState.Done => Contract.JobState.Done,
            IndexJobState.Failed => Contract.JobState.Failed,
            IndexJobState.Cancelled => Contract.JobState.Cancelled,
            _ => Contract.JobState.Unspecified,
        },
        Roots = { job.Tally.Roots },
        QueuedAt = JobFields.At(job.Tally.QueuedAt),
        StartedAt = JobFields.At(job.Tally.StartedAt),
        ChangedAt = JobFields.At(job.Tally.ChangedAt),
        EndedAt = JobFields.At(job.Tally.EndedAt),
        Progress = MapToProgress(job),
        Failure = job.Tally.Failure ?? "",
        Joined = job.Tally.Joined,
    };

    /// <summary>A file that could not be read.</summary>
    public static Contract.PhotoFailure MapToFailure(IngestFailure failure) => new() { File = failure.Path, Reason = failure.Reason };

    private static bool HasEnded(Contract.IndexJob job) => JobFields.HasEnded(job.State);

    private static Contract.IndexProgress MapToProgress(IndexJob job) => new()
    {
        Found = job.Tally.Found,
        Done = job.Tally.Done,
        Failed = job.Tally.Failed,
        // As the workers told, so that the same news are the same message.
        Elapsed = Duration.FromTimeSpan(job.Tally.StartedAt is { } start && job.Tally.ChangedAt > start ? job.Tally.ChangedAt - start : TimeSpan.Zero),
        WalkComplete = job.Tally.IsWalkComplete,
        FilesPerSecond = job.Tally.FilesPerSecond,
        Encoded = job.Tally.Encoded,
        Indexed = job.Tally.Indexed,
        Remaining = JobFields.For(job.Tally.Remaining),
    };

    private static Contract.IndexReport MapToReport(IndexJob job, IReadOnlyList<IngestFailure> failures) => new()
    {
        Found = job.Tally.Found,
        Unchanged = job.Tally.Unchanged,
        Encoded = job.Tally.Encoded,
        Photos = job.Tally.Photos,
        Duplicates = job.Tally.Copies,
        Removed = job.Tally.Removed,
        Failed = job.Tally.Failed + job.Tally.Folders.Count,
        NotPhotos = job.Tally.NotPhotos,
        Failures = { failures.Select(MapToFailure) },
        Elapsed = Duration.FromTimeSpan(job.Elapsed),
    };
}
