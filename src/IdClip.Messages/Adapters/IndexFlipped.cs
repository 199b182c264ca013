namespace IdClip.Messages.Adapters;

/// <summary>Searches of every process use the adapter from now on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Adapter">Its name in the adapter store.</param>
/// <param name="Identity">Lower-case hex sha256 of its weights.</param>
public sealed record IndexFlipped(Guid Run, string Adapter, string Identity) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("index-flipped", Run, Identity);
}
