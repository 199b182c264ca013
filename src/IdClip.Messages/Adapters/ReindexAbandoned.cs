namespace IdClip.Messages.Adapters;

/// <summary>A re-index was left off, since meanwhile the archive was asked for another adapter or for none.</summary>
/// <param name="Run">The run.</param>
/// <param name="Adapter">Its name in the adapter store.</param>
/// <param name="Identity">Lower-case hex sha256 of its weights.</param>
public sealed record ReindexAbandoned(Guid Run, string Adapter, string Identity) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("reindex-abandoned", Run, Identity);
}
