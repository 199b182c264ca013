namespace IdClip.Messages.Synthesis;

/// <summary>A synthetic set is in the queue of the archive's host, which keeps the order itself.</summary>
/// <param name="Run">The job.</param>
/// <param name="Output">The set's folder.</param>
/// <param name="QueuedAt">When it was started last.</param>
public sealed record SynthesisRequested(Guid Run, string Output, DateTimeOffset QueuedAt) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("synthesis-requested", Run, QueuedAt.UtcTicks);
}
