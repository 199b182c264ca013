namespace IdClip.Archive.Ingest.Jobs;

/// <summary>Folders that are to be indexed, are being indexed or were.</summary>
/// <param name="Id">The run that its messages name.</param>
/// <param name="State">A constant of <see cref="IndexJobState"/>.</param>
/// <param name="Tally">The order, and how far it is.</param>
public sealed record IndexJob(Guid Id, string State, IndexTally Tally)
{
    /// <summary>True once nothing more happens unless it is started again.</summary>
    public bool HasEnded => State is not (IndexJobState.Queued or IndexJobState.Running);

    /// <summary>Since the first worker joined; zero before.</summary>
    public TimeSpan Elapsed => Tally.StartedAt is { } start && (Tally.EndedAt ?? DateTimeOffset.UtcNow) is var end && end > start ? end - start : TimeSpan.Zero;
}
