using System.Runtime.CompilerServices;
using IdClip.Encoding.Pictures;
using IdClip.Models.Store;

namespace IdClip.Synthesis.Jobs;

/// <summary>A queue of sets to make, one at a time, that outlives the process. Thread-safe.</summary>
/// <remarks>
/// Jobs that waited go on when the queue is opened next. The one that was at work is interrupted and waits to be started again by its id,
/// so that a job that brought its process down does not do so for ever.
/// </remarks>
public sealed class SynthesisJobs : IAsyncDisposable
{
    /// <summary>Jobs that may wait at the same time.</summary>
    public const int MostWaiting = 100;

    /// <summary>Ended jobs that are remembered; older ones are forgotten, their sets stay.</summary>
    public const int MostEnded = 1_000;

    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly SynthesisJobFolder folder;
    private readonly SynthesisWork work;
    private readonly Dictionary<string, SynthesisJob> jobs;
    private readonly CancellationTokenSource closing = new();
    private CancellationTokenSource? stop;
    private string? working;
    private Task run = Task.CompletedTask;

    /// <summary>Opens the queue and goes on with the jobs that waited.</summary>
    /// <param name="path">The queue's folder; it is made where it is not there.</param>
    /// <param name="work">Makes a set.</param>
    /// <exception cref="SynthesisException">Another process has the queue open, or a file of it is damaged.</exception>
    public SynthesisJobs(string path, SynthesisWork work)
    {
        this.work = work;
        folder = new(path);
        try
        {
            jobs = folder.ReadAll().ToDictionary(job => job.Id);
            lock (gate)
            {
                foreach (var job in jobs.Values.Where(job => job.State == SynthesisJobState.Running).ToArray())
                    Put(job with { State = SynthesisJobState.Interrupted, EndedAt = DateTimeOffset.UtcNow });
                StartNext();
            }
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>All jobs that are known, the newest first.</summary>
    public IReadOnlyList<SynthesisJob> List()
    {
        lock (gate)
            return [.. jobs.Values.OrderByDescending(job => job.QueuedAt).ThenByDescending(job => job.Id, StringComparer.Ordinal)];
    }

    /// <summary>A job by its id, or null.</summary>
    public SynthesisJob? Find(string id)
    {
        lock (gate)
            return jobs.GetValueOrDefault(id);
    }

    /// <summary>Puts a new job at the end of the queue.</summary>
    /// <exception cref="SynthesisException">Too many jobs wait already, or one that has not ended makes the same folder.</exception>
    public SynthesisJob Start(SynthesisOptions options, SynthesisModels models)
    {
        lock (gate)
            return Queue(new(Guid.CreateVersion7().ToString("N"), options, models, SynthesisJobState.Queued, DateTimeOffset.UtcNow));
    }

    /// <summary>Puts a job that ended at the end of the queue again; it goes on with what it left. One that waits or works is left as it is.</summary>
    /// <returns>The job, or null where there is none of this id.</returns>
    /// <exception cref="SynthesisException">As for <see cref="Start"/>.</exception>
    public SynthesisJob? StartAgain(string id)
    {
        lock (gate)
        {
            return jobs.GetValueOrDefault(id) switch
            {
                { HasEnded: true } job => Queue(new(job.Id, job.Options, job.Models, SynthesisJobState.Queued, DateTimeOffset.UtcNow)),
                var job => job,
            };
        }
    }

    /// <summary>Takes a job out of the queue or stops it; one at work ends soon after. One that has ended is left as it is.</summary>
    /// <returns>The job, or null where there is none of this id.</returns>
    public SynthesisJob? Cancel(string id)
    {
        lock (gate)
        {
            var job = jobs.GetValueOrDefault(id);
            if (job is { State: SynthesisJobState.Queued })
                Put(job = job with { State = SynthesisJobState.Cancelled, EndedAt = DateTimeOffset.UtcNow });
            else if (id == working)
                stop?.Cancel();
            return job;
        }
    }

    /// <summary>What becomes of a job, ten times a second at most, until it has ended; nothing where there is no job of this id.</summary>
    public async IAsyncEnumerable<SynthesisJob> WatchAsync(string id, [EnumeratorCancellation] CancellationToken ct)
    {
        SynthesisJob? seen = null;
        while (Find(id) is { } job)
        {
            if (!ReferenceEquals(job, seen))
                yield return seen = job;
            if (job.HasEnded)
                yield break;
            await Task.Delay(WatchInterval, ct);
        }
    }

    /// <summary>Interrupts the job at work and closes the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (gate)
        {
            if (closing.IsCancellationRequested)
                return;
            closing.Cancel();
            last = run;
        }
        await last;
        folder.Dispose();
        closing.Dispose();
    }

    private SynthesisJob Queue(SynthesisJob job)
    {
        if (jobs.Values.Count(other => other.State == SynthesisJobState.Queued) >= MostWaiting)
            throw new SynthesisException($"{MostWaiting} sets wait to be made already; start it later, or cancel one.");
        if (jobs.Values.FirstOrDefault(other => !other.HasEnded && other.Options.Output == job.Options.Output) is { } same)
            throw new SynthesisException($"Job {same.Id} makes the same output; wait for it, or cancel it.");
        Put(job);
        StartNext();
        return jobs[job.Id];
    }

    private void StartNext()
    {
        if (working is not null || closing.IsCancellationRequested)
            return;
        var next = jobs.Values.Where(job => job.State == SynthesisJobState.Queued).OrderBy(job => job.QueuedAt).ThenBy(job => job.Id, StringComparer.Ordinal).FirstOrDefault();
        if (next is null)
            return;
        Note(next with { State = SynthesisJobState.Running, StartedAt = DateTimeOffset.UtcNow });
        working = next.Id;
        stop = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        var ct = stop.Token;
        run = Task.Run(() => WorkAsync(next, ct), CancellationToken.None);
    }

    private async Task WorkAsync(SynthesisJob job, CancellationToken ct)
    {
        Func<SynthesisJob, SynthesisJob> end;
        try
        {
            var summary = await work(job.Options, job.Models, new Latest(this, job.Id), ct);
            end = ended => ended with { State = SynthesisJobState.Done, Summary = summary };
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            var state = closing.IsCancellationRequested ? SynthesisJobState.Interrupted : SynthesisJobState.Cancelled;
            end = ended => ended with { State = state };
        }
        catch (Exception error)
        {
            // A queue goes on whatever one of its jobs ran into.
            end = ended => ended with { State = SynthesisJobState.Failed, Failure = Explain(error) };
        }
        lock (gate)
        {
            Note(end(jobs[job.Id]) with { EndedAt = DateTimeOffset.UtcNow });
            stop?.Dispose();
            (stop, working) = (null, null);
            StartNext();
        }
    }

    private static string Explain(Exception error) => error is SynthesisException or ModelException or PictureException or IOException or UnauthorizedAccessException
        ? error.Message
        : $"IdClip failed with {error.GetType().FullName} at {error.TargetSite?.DeclaringType?.FullName}.";

    /// <summary>Keeps what somebody asked for; where that fails, nothing has changed.</summary>
    private void Put(SynthesisJob job)
    {
        ForgetOldest();
        folder.Write(job);
        jobs[job.Id] = job;
    }

    /// <summary>Keeps what happened to a job.</summary>
    private void Note(SynthesisJob job)
    {
        jobs[job.Id] = job;
        try
        {
            folder.Write(job);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk is full, say. After a restart the job is where it was before this, and doing it again gives the same.
        }
    }

    private void ForgetOldest()
    {
        foreach (var old in jobs.Values.Where(job => job.HasEnded).OrderByDescending(job => job.EndedAt).Skip(MostEnded).ToArray())
        {
            folder.Remove(old.Id);
            jobs.Remove(old.Id);
        }
    }

    private sealed class Latest(SynthesisJobs queue, string id) : IProgress<SynthesisProgress>
    {
        public void Report(SynthesisProgress value)
        {
            lock (queue.gate)
            {
                if (queue.jobs.GetValueOrDefault(id) is { State: SynthesisJobState.Running } job)
                    queue.jobs[id] = job with { Progress = value };
            }
        }
    }
}
