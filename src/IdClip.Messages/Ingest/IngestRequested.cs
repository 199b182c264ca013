namespace IdClip.Messages.Ingest;

/// <summary>Photos are to be indexed; the catalogue has the order. Every worker of the archive joins.</summary>
/// <param name="Run">The job.</param>
/// <param name="Round">Counts from 1: a job that ended can be started again.</param>
/// <param name="Part">Counts from 1: a run takes hours, a message is held for minutes only.</param>
public sealed record IngestRequested(Guid Run, int Round, int Part = 1) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("ingest-requested", Run, Round, Part);
}
