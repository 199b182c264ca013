using IdClip.Jobs;
using IdClip.Messages;
using IdClip.Messages.Synthesis;
using IdClip.Synthesis;
using IdClip.Synthesis.Jobs;

namespace IdClip.Grpc.Services;

/// <summary>Jobs of sets as messages tell of them.</summary>
internal static class SynthesisAnnouncements
{
    /// <summary>That it was asked for and, where it has ended, how.</summary>
    public static IEnumerable<IArchiveMessage> Of(Job<SynthesisOrder, SynthesisProgress, SynthesisSummary> job)
    {
        var run = Guid.ParseExact(job.Id, "N");
        yield return new SynthesisRequested(run, job.Order.Output, job.QueuedAt);
        if (job.HasEnded)
            yield return new SynthesisFinished(run, job.Order.Output, job.QueuedAt, job.State.ToString(), job.Failure);
    }
}
