using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace IdClip.Jobs;

/// <summary>A queue of jobs, one at a time, that outlives the process. Thread-safe.</summary>
/// <typeparam name="TOrder">What is made from what.</typeparam>
/// <typeparam name="TProgress">How far a job is.</typeparam>
/// <typeparam name="TOutcome">What a job made.</typeparam>
/// <remarks>
/// Jobs that waited go on when the queue is opened next. The one that was at work is interrupted and waits to be started again by its id,
/// so that a job that brought its process down does not do so for ever.
/// </remarks>
public class JobQueue<TOrder, TProgress, TOutcome> : IAsyncDisposable
    where TOrder : class, IJobOrder
    where TProgress : class
    where TOutcome : class
{
    /// <summary>Jobs that may wait at the same time.</summary>
    public const int MostWaiting = 100;

    /// <summary>Ended jobs that are remembered; older ones are forgotten, what they made stays.</summary>
    public const int MostEnded = 1_000;

    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly Meter meter = new("IdClip.Jobs");
    private readonly JobFolder<TOrder, TProgress, TOutcome> folder;
    private readonly JobWork<TOrder, TProgress, TOutcome> work;
    private readonly Predicate<Exception> isForPeople;
    private readonly Dictionary<string, Job<TOrder, TProgress, TOutcome>> jobs;
    private readonly CancellationTokenSource closing = new();
    private CancellationTokenSource? stop;
    private string? working;
    private Task run = Task.CompletedTask;

    /// <summary>Opens the queue and goes on with the jobs that waited.</summary>
    /// <param name="path">The queue's folder; it is made where it is not there.</param>
    /// <param name="work">Carries out an order.</param>
    /// <param name="isForPeople">Of an error that <paramref name="work"/> ended with: whether its message may be told. Those of files always are.</param>
    /// <exception cref="JobException">Another process has the queue open, or a file of it is damaged.</exception>
    public JobQueue(string path, JobWork<TOrder, TProgress, TOutcome> work, Predicate<Exception> isForPeople)
    {
        (this.work, this.isForPeople) = (work, isForPeople);
        var name = new KeyValuePair<string, object?>("idclip.queue", Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
        meter.CreateObservableGauge("idclip.jobs.queue.age", () => new Measurement<double>(AgeOfQueue().TotalSeconds, name), "s", "How long the job that waits longest has waited; 0 where none waits.");
        folder = new(path);
        try
        {
            jobs = folder.ReadAll().ToDictionary(job => job.Id);
            lock (gate)
            {
                foreach (var job in jobs.Values.Where(job => job.State == JobState.Running).ToArray())
                    Put(job with { State = JobState.Interrupted, EndedAt = DateTimeOffset.UtcNow });
                StartNext();
            }
        }
        catch
        {
            meter.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>All jobs that are known, the newest first.</summary>
    public IReadOnlyList<Job<TOrder, TProgress, TOutcome>> List()
    {
        lock (gate)
            return [.. jobs.Values.OrderByDescending(job => job.QueuedAt).ThenByDescending(job => job.Id, StringComparer.Ordinal)];
    }

    /// <summary>A job by its id, or null.</summary>
    public Job<TOrder, TProgress, TOutcome>? Find(string id)
    {
        lock (gate)
            return jobs.GetValueOrDefault(id);
    }

    /// <summary>Puts a new job at the end of the queue.</summary>
    /// <exception cref="JobException">Too many jobs wait already, or one that has not ended writes the same folder.</exception>
    public Job<TOrder, TProgress, TOutcome> Start(TOrder order)
    {
        lock (gate)
            return Queue(new(Guid.CreateVersion7().ToString("N"), order, JobState.Queued, DateTimeOffset.UtcNow));
    }

    /// <summary>Puts a job that ended at the end of the queue again; it goes on with what it left. One that waits or works is left as it is.</summary>
    /// <returns>The job, or null where there is none of this id.</returns>
    /// <exception cref="JobException">As for <see cref="Start"/>.</exception>
    public Job<TOrder, TProgress, TOutcome>? StartAgain(string id)
    {
        lock (gate)
        {
            return jobs.GetValueOrDefault(id) switch
            {
                { HasEnded: true } job => Queue(new(job.Id, job.Order, JobState.Queued, DateTimeOffset.UtcNow)),
                var job => job,
            };
        }
    }

    /// <summary>Takes a job out of the queue or stops it; one at work ends soon after. One that has ended is left as it is.</summary>
    /// <returns>The job, or null where there is none of this id.</returns>
    public Job<TOrder, TProgress, TOutcome>? Cancel(string id)
    {
        lock (gate)
        {
            var job = jobs.GetValueOrDefault(id);
            if (job is { State: JobState.Queued })
                Put(job = job with { State = JobState.Cancelled, EndedAt = DateTimeOffset.UtcNow });
            else if (id == working)
                stop?.Cancel();
            return job;
        }
    }

    /// <summary>What becomes of a job, ten times a second at most, until it has ended; nothing where there is no job of this id.</summary>
    public async IAsyncEnumerable<Job<TOrder, TProgress, TOutcome>> WatchAsync(string id, [EnumeratorCancellation] CancellationToken ct)
    {
        Job<TOrder, TProgress, TOutcome>? seen = null;
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
        meter.Dispose();
        folder.Dispose();
        closing.Dispose();
        GC.SuppressFinalize(this);
    }

    private TimeSpan AgeOfQueue()
    {
        lock (gate)
            return jobs.Values.Where(job => job.State == JobState.Queued).Select(job => DateTimeOffset.UtcNow - job.QueuedAt).DefaultIfEmpty().Max();
    }

    private Job<TOrder, TProgress, TOutcome> Queue(Job<TOrder, TProgress, TOutcome> job)
    {
        if (jobs.Values.Count(other => other.State == JobState.Queued) >= MostWaiting)
            throw new JobException($"{MostWaiting} jobs wait already; start it later, or cancel one.");
        if (jobs.Values.FirstOrDefault(other => !other.HasEnded && other.Order.Output == job.Order.Output) is { } same)
            throw new JobException($"Job {same.Id} writes the same output; wait for it, or cancel it.");
        Put(job);
        StartNext();
        return jobs[job.Id];
    }

    private void StartNext()
    {
        if (working is not null || closing.IsCancellationRequested)
            return;
        var next = jobs.Values.Where(job => job.State == JobState.Queued).OrderBy(job => job.QueuedAt).ThenBy(job => job.Id, StringComparer.Ordinal).FirstOrDefault();
        if (next is null)
            return;
        Note(next with { State = JobState.Running, StartedAt = DateTimeOffset.UtcNow });
        working = next.Id;
        stop = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        var ct = stop.Token;
        run = Task.Run(() => WorkAsync(next, ct), CancellationToken.None);
    }

    private async Task WorkAsync(Job<TOrder, TProgress, TOutcome> job, CancellationToken ct)
    {
        Func<Job<TOrder, TProgress, TOutcome>, Job<TOrder, TProgress, TOutcome>> end;
        try
        {
            var outcome = await work(job.Order, new Latest(this, job.Id), ct);
            end = ended => ended with { State = JobState.Done, Outcome = outcome };
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            var state = closing.IsCancellationRequested ? JobState.Interrupted : JobState.Cancelled;
            end = ended => ended with { State = state };
        }
        catch (Exception error)
        {
            // A queue goes on whatever one of its jobs ran into.
            end = ended => ended with { State = JobState.Failed, Failure = Explain(error) };
        }
        lock (gate)
        {
            Note(end(jobs[job.Id]) with { EndedAt = DateTimeOffset.UtcNow });
            stop?.Dispose();
            (stop, working) = (null, null);
            StartNext();
        }
    }

    private string Explain(Exception error) => error is IOException or UnauthorizedAccessException || isForPeople(error)
        ? error.Message
        : $"IdClip failed with {error.GetType().FullName} at {error.TargetSite?.DeclaringType?.FullName}.";

    /// <summary>Keeps what somebody asked for; where that fails, nothing has changed.</summary>
    private void Put(Job<TOrder, TProgress, TOutcome> job)
    {
        ForgetOldest();
        folder.Write(job);
        jobs[job.Id] = job;
    }

    /// <summary>Keeps what happened to a job.</summary>
    private void Note(Job<TOrder, TProgress, TOutcome> job)
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

    private sealed class Latest(JobQueue<TOrder, TProgress, TOutcome> queue, string id) : IProgress<TProgress>
    {
        public void Report(TProgress value)
        {
            lock (queue.gate)
            {
                if (queue.jobs.GetValueOrDefault(id) is { State: JobState.Running } job)
                    queue.jobs[id] = job with { Progress = value };
            }
        }
    }
}
