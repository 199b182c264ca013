using IdClip.Archive.Messages;
using IdClip.Archive.Storage;
using IdClip.Messages.Ingest;

namespace IdClip.Archive.Ingest.Run;

/// <summary>Tells of a job's course, in the transactions of what it tells. A batch's id is made outside of its transaction, so that one which is tried again is told once.</summary>
/// <param name="part">The job, as this worker joined it.</param>
internal sealed class IngestTeller(IndexPart part)
{
    private readonly Guid worker = Guid.NewGuid();

    public Task BegunAsync(ArchiveContext context) => TellAsync(context, new IngestBegun(part.Job, part.Round, worker, DateTimeOffset.UtcNow));

    public Task FoundAsync(ArchiveContext context, Guid batch, int found, int unchanged, bool isWalkComplete, IReadOnlyList<long> failed) =>
        // What the job itself has settled before this worker came is no old acquaintance.
        TellAsync(context, new PhotosFound(part.Job, batch, found, Math.Max(0, unchanged - part.SettledBefore), isWalkComplete, failed, DateTimeOffset.UtcNow));

    public Task EncodedAsync(ArchiveContext context, Guid batch, int files, int copies, int photos, IReadOnlyList<long> failed) =>
        TellAsync(context, new PhotosEncoded(part.Job, batch, files, copies, photos, failed, DateTimeOffset.UtcNow));

    public Task RemovedAsync(ArchiveContext context, Guid batch, int photos) => TellAsync(context, new PhotosRemoved(part.Job, batch, photos, DateTimeOffset.UtcNow));

    private static Task TellAsync(ArchiveContext context, IdClip.Messages.IArchiveMessage message) => Outbox.AddAsync(context, message, CancellationToken.None);
}
