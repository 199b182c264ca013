namespace IdClip.Messages.Adapters;

/// <summary>The archive's photos are to be encoded for an adapter, and searches are to use it then.</summary>
/// <param name="Run">The training job.</param>
/// <param name="Adapter">Its name in the adapter store.</param>
/// <param name="Identity">Lower-case hex sha256 of its weights.</param>
/// <param name="Part">Counts from 1: a re-index takes hours, a message is held for minutes only.</param>
public sealed record ReindexRequested(Guid Run, string Adapter, string Identity, int Part = 1) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("reindex-requested", Run, Identity, Part);
}
