using IdClip.Jobs;

namespace IdClip.Web.Jobs;

/// <summary>A queue of jobs of this process.</summary>
/// <param name="queue">The queue.</param>
/// <param name="show">A job as the page shows it.</param>
public sealed class QueueSource<TOrder, TProgress, TOutcome>(JobQueue<TOrder, TProgress, TOutcome> queue, Func<Job<TOrder, TProgress, TOutcome>, ShownJob> show) : IJobSource
    where TOrder : class, IJobOrder
    where TProgress : class
    where TOutcome : class
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<ShownJob>> ListAsync(int most, CancellationToken ct)
    {
        var jobs = queue.List();
        return Task.FromResult<IReadOnlyList<ShownJob>>([.. jobs.Where(job => !job.HasEnded).Concat(jobs.Where(job => job.HasEnded).Take(most)).Select(show)]);
    }

    /// <inheritdoc/>
    public Task StartAgainAsync(string id, CancellationToken ct) => Task.FromResult(queue.StartAgain(id));

    /// <inheritdoc/>
    public Task CancelAsync(string id, CancellationToken ct) => Task.FromResult(queue.Cancel(id));
}
