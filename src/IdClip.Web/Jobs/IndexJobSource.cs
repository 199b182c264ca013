using System.Globalization;
using IdClip.Archive.Ingest;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Archive.Messages;
using IdClip.Jobs;

namespace IdClip.Web.Jobs;

/// <summary>The archive's index jobs.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="news">Is told what this page changes.</param>
internal sealed class IndexJobSource(IndexJobs jobs, RunNews news) : IJobSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShownJob>> ListAsync(int most, CancellationToken ct)
    {
        var open = await jobs.ListOpenAsync(ct);
        var ended = (await jobs.ListAsync(most, ct)).Where(job => job.HasEnded);
        return [.. open.Concat(ended).DistinctBy(job => job.Id).Select(Show)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IngestFailure>> FailuresOfAsync(string id, int most, CancellationToken ct) =>
        await jobs.FindAsync(IdOf(id), ct) is { } job ? await jobs.ReadFailuresAsync(job, most, ct) : [];

    /// <inheritdoc/>
    public async Task StartAgainAsync(string id, CancellationToken ct)
    {
        await jobs.StartAgainAsync(IdOf(id), ct);
        news.Tell(IndexJobs.Machine, IdOf(id));
    }

    /// <inheritdoc/>
    public async Task CancelAsync(string id, CancellationToken ct)
    {
        await jobs.CancelAsync(IdOf(id), ct);
        news.Tell(IndexJobs.Machine, IdOf(id));
    }

    private static Guid IdOf(string id) => Guid.ParseExact(id, "N");

    private static ShownJob Show(IndexJob job)
    {
        var tally = job.Tally;
        var state = Enum.Parse<JobState>(job.State);
        return new(job.Id.ToString("N"), state, "Index photos", string.Join(", ", tally.Roots), tally.QueuedAt)
        {
            EndedAt = tally.EndedAt,
            Stage = state != JobState.Running ? "" : tally.IsWalkComplete ? "reading photos" : "looking for photos",
            Done = tally.Done,
            Total = tally.Found,
            Figures = [.. FiguresOf(job)],
            Remaining = tally.Remaining,
            Failed = tally.Failed + tally.Folders.Count,
            Failure = tally.Failure,
            Again = state switch
            {
                JobState.Done => "Look again",
                JobState.Cancelled => "Go on",
                _ => "Try again",
            },
        };
    }

    private static IEnumerable<string> FiguresOf(IndexJob job)
    {
        var tally = job.Tally;
        if (!job.HasEnded && tally.FilesPerSecond > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{tally.FilesPerSecond:0.0} files a second");
        if (job.State == IndexJobState.Done)
            yield return string.Create(CultureInfo.InvariantCulture, $"{tally.Encoded:#,0} new, {tally.Unchanged:#,0} known before");
        if (tally.Copies > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{tally.Copies:#,0} copies");
        if (tally.Removed > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{tally.Removed:#,0} photos removed that are gone");
    }
}
