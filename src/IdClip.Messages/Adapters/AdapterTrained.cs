namespace IdClip.Messages.Adapters;

/// <summary>A training job ended with an adapter in the store.</summary>
/// <param name="Run">The training job.</param>
/// <param name="Adapter">Its name in the adapter store.</param>
/// <param name="Identity">Lower-case hex sha256 of its weights.</param>
/// <param name="Activate">Whether the archive's searches are to use it.</param>
public sealed record AdapterTrained(Guid Run, string Adapter, string Identity, bool Activate) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("adapter-trained", Run, Identity);
}
