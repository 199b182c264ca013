namespace IdClip.Messages.Ingest;

/// <summary>A run ended: nothing is left to do, or it can't go on. The reason may name a folder, so it is in the catalogue and not here.</summary>
/// <param name="Run">The job.</param>
/// <param name="Round">How often it was started.</param>
/// <param name="State"><c>Done</c> or <c>Failed</c>.</param>
/// <param name="At">When.</param>
public sealed record IngestFinished(Guid Run, int Round, string State, DateTimeOffset At) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("ingest-finished", Run, Round, State);
}
