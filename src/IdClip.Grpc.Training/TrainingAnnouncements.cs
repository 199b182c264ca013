using IdClip.Jobs;
using IdClip.Messages;
using IdClip.Messages.Adapters;
using IdClip.Training.Jobs;

namespace IdClip.Grpc.Training;

/// <summary>Jobs of training as messages tell of them.</summary>
internal static class TrainingAnnouncements
{
    /// <summary>The adapter, once it is trained.</summary>
    public static IEnumerable<IArchiveMessage> Of(Job<TrainingRequest, TrainingStatus, TrainingReport> job) => job.Outcome is { Identity: { } identity } report
        ? [new AdapterTrained(Guid.ParseExact(job.Id, "N"), report.Adapter, identity, job.Order.Activate)]
        : [];
}
