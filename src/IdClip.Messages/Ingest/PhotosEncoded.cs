namespace IdClip.Messages.Ingest;

/// <summary>Files were read and what came of them was committed, up to 256 in one transaction. Counted are the files that the worker had claimed, so that sums over all workers are right.</summary>
/// <param name="Run">The job.</param>
/// <param name="Batch">The transaction.</param>
/// <param name="Files">Files with new content.</param>
/// <param name="Copies">Files whose content was known.</param>
/// <param name="Photos">Photos made of <paramref name="Files"/>; each frame of a video counts.</param>
/// <param name="Failed">Ids of the files that could not be read.</param>
/// <param name="At">When.</param>
public sealed record PhotosEncoded(Guid Run, Guid Batch, int Files, int Copies, int Photos, IReadOnlyList<long> Failed, DateTimeOffset At) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("photos-encoded", Run, Batch);
}
