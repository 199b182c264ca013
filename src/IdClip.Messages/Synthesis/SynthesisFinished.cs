namespace IdClip.Messages.Synthesis;

/// <summary>A synthetic set was made, or why not.</summary>
/// <param name="Run">The job.</param>
/// <param name="Output">The set's folder.</param>
/// <param name="QueuedAt">When it was started last.</param>
/// <param name="State">How it ended: <c>Done</c>, <c>Failed</c>, <c>Cancelled</c> or <c>Interrupted</c>.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
public sealed record SynthesisFinished(Guid Run, string Output, DateTimeOffset QueuedAt, string State, string? Failure) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("synthesis-finished", Run, QueuedAt.UtcTicks, State);
}
