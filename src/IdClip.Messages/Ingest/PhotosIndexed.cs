namespace IdClip.Messages.Ingest;

/// <summary>Photos became searchable.</summary>
/// <param name="Run">The job.</param>
/// <param name="Batch">The transaction.</param>
/// <param name="Photos">How many.</param>
/// <param name="At">When.</param>
public sealed record PhotosIndexed(Guid Run, Guid Batch, int Photos, DateTimeOffset At) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("photos-indexed", Run, Batch);
}
