namespace IdClip.Messages.Ingest;

/// <summary>A worker has joined a run.</summary>
/// <param name="Run">The job.</param>
/// <param name="Round">How often it was started.</param>
/// <param name="Worker">The worker's part in it; another one after every start of its process.</param>
/// <param name="At">When.</param>
public sealed record IngestBegun(Guid Run, int Round, Guid Worker, DateTimeOffset At) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("ingest-begun", Run, Worker);
}
