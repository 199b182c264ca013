namespace IdClip.Messages.Ingest;

/// <summary>The walk of a run has ended: every <see cref="PhotoFound"/> of it is in the outbox.</summary>
/// <param name="Run">The run.</param>
/// <param name="Found">Photo and video files under the roots.</param>
/// <param name="Batches">How many <see cref="PhotoFound"/> the walk sent; a walk that was begun again sends more than this.</param>
/// <param name="Removed">Photos removed because no file holds them any more.</param>
public sealed record FoldersWalked(Guid Run, int Found, int Batches, int Removed) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("folders-walked", Run);
}
