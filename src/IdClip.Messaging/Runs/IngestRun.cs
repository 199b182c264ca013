using IdClip.Archive.Ingest.Jobs;

namespace IdClip.Messaging.Runs;

/// <summary>An index job; its order is written by <see cref="IndexJobs"/>.</summary>
public sealed class IngestRun : MachineRun
{
    /// <summary>The order, and how far it is.</summary>
    public IndexTally Tally { get; set; } = new();
}
