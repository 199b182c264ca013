using System.Data.Common;
using System.Diagnostics;
using IdClip.Archive;
using IdClip.Archive.Ingest;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Archive.Messages;
using IdClip.Search;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Messaging.Ingest;

/// <summary>This process' part in index jobs, one after another. It joins those that it is called to, and at its start those that are open.</summary>
internal sealed partial class IngestWorker(
    IndexJobs jobs, Outbox outbox, RunNews news, PhotoIndexing indexing, IHostApplicationLifetime lifetime, ILogger<IngestWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500), Pause = TimeSpan.FromSeconds(1), PatienceForCatalogue = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<(Guid Job, int Round), Task> parts = [];
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Takes part in a job until nothing is left to do; a failure here ends the job. Who asks again gets the same work.</summary>
    /// <exception cref="OperationCanceledException">The process ends.</exception>
    public async Task AnswerForAsync(Guid id, int round)
    {
        try
        {
            await JoinAsync(id, round);
        }
        catch (Exception error) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            LogFailed(id, error.GetType().Name);
            if (await jobs.FindAsync(id) is { } job && job.Tally.Round == round)
                await jobs.FinishAsync(job, null, Explain(error));
        }
    }

    /// <summary>Takes part in a job that somebody else answers for; a failure here ends this part only.</summary>
    public void TakePart(Guid id, int round) => _ = TakePartAsync(id, round);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task[] working;
        lock (gate)
            working = [.. parts.Values];
        // They commit what they have made.
        await Task.WhenAll(working).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                foreach (var job in await jobs.ListOpenAsync(stoppingToken))
                    TakePart(job.Id, job.Tally.Round);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogAway(error.GetType().Name);
                await Task.Delay(Pause, stoppingToken);
            }
    }

    private async Task TakePartAsync(Guid id, int round)
    {
        try
        {
            await JoinAsync(id, round);
        }
        catch (Exception error) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            LogFailed(id, error.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private Task JoinAsync(Guid id, int round)
    {
        lock (gate)
        {
            if (!parts.TryGetValue((id, round), out var part))
                parts[(id, round)] = part = Task.Run(() => WorkAsync(id, round, lifetime.ApplicationStopping));
            return part;
        }
    }

    private async Task WorkAsync(Guid id, int round, CancellationToken ct)
    {
        try
        {
            await turn.WaitAsync(ct);
            try
            {
                await WorkPatientlyAsync(id, round, ct);
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            lock (gate)
                parts.Remove((id, round));
        }
    }

    /// <summary>Works until the job has ended. A catalogue that is away for longer than its connections wait costs time and not the job.</summary>
    private async Task WorkPatientlyAsync(Guid id, int round, CancellationToken ct)
    {
        for (long? away = null; ; await Task.Delay(Pause, ct))
            try
            {
                if (await jobs.FindAsync(id, ct) is not { HasEnded: false } job || job.Tally.Round != round)
                    return;
                away = null;
                if (await TryIngestAsync(job, ct))
                    return;
            }
            catch (Exception error) when (IsAway(error) && (away is not { } since || Stopwatch.GetElapsedTime(since) < PatienceForCatalogue))
            {
                away ??= Stopwatch.GetTimestamp();
                LogAway(error.GetType().Name);
            }
    }

    private static bool IsAway(Exception error) => error is RetryLimitExceededException or DbException { IsTransient: true };

    /// <returns>False where somebody else is changing the archive.</returns>
    private async Task<bool> TryIngestAsync(IndexJob job, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = CancelWithAsync(job, stop);
        try
        {
            var options = new IngestOptions { AllowEmptyRoots = job.Tally.AllowEmptyRoots, Part = new(job.Id, job.Tally.Round, job.Tally.Settled) };
            var report = await indexing.RunAsync(job.Tally.Roots, options, null, stop.Token);
            await jobs.FinishAsync(job, report, null, CancellationToken.None);
            return true;
        }
        catch (ArchiveBusyException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The job was cancelled, or failed elsewhere.
            return true;
        }
        finally
        {
            await stop.CancelAsync();
            await watching;
        }
    }

    /// <summary>Looks whether a job was ended elsewhere, and stops this part then. Where it is done, this part has nothing left either.</summary>
    private async Task CancelWithAsync(IndexJob job, CancellationTokenSource stop)
    {
        long? seen = null;
        // Not disposed: news may be under way when this ends.
        var wake = new SemaphoreSlim(0);
        news.Changed += Wake;
        while (!stop.IsCancellationRequested)
            try
            {
                await wake.WaitAsync(Look, stop.Token);
                var version = outbox.Version();
                if (version == seen)
                    continue;
                var now = await jobs.FindAsync(job.Id, stop.Token);
                if (now is null or { State: IndexJobState.Cancelled or IndexJobState.Failed } || now.Tally.Round != job.Tally.Round)
                    await stop.CancelAsync();
                seen = version;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The database is away; the part itself waits for it or fails.
                LogAway(error.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        news.Changed -= Wake;

        void Wake(string machine, Guid run)
        {
            if (run == job.Id)
                wake.Release();
        }
    }

    private static string Explain(Exception error) => error is ArchiveException or IOException or UnauthorizedAccessException
        ? error.Message
        : $"IdClip failed with {error.GetType().FullName} at {error.TargetSite?.DeclaringType?.FullName}.";

    [LoggerMessage(LogLevel.Error, "This host's part in index job {Job} failed: {Reason}")]
    private partial void LogFailed(Guid job, string reason);

    [LoggerMessage(LogLevel.Warning, "The index jobs can't be looked at: {Reason}")]
    private partial void LogAway(string reason);
}
