namespace IdClip.Messages.Ingest;

/// <summary>A walk over the folders wrote down what is new or changed. Every worker walks, so the counts are those of its whole walk so far and are not added up.</summary>
/// <param name="Run">The job.</param>
/// <param name="Batch">The transaction.</param>
/// <param name="Found">Photo and video files that this walk has seen.</param>
/// <param name="Unchanged">Those among them that had been indexed before the run.</param>
/// <param name="IsWalkComplete">Whether the walk is over.</param>
/// <param name="Failed">Ids of files of this transaction that are not worth opening.</param>
/// <param name="At">When.</param>
public sealed record PhotosFound(Guid Run, Guid Batch, int Found, int Unchanged, bool IsWalkComplete, IReadOnlyList<long> Failed, DateTimeOffset At) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("photos-found", Run, Batch);
}
