namespace IdClip.Messages.Ingest;

/// <summary>The photos of a <see cref="PhotoEncoded"/> can be found by searches.</summary>
/// <param name="Run">The run.</param>
/// <param name="Found">Id of the <see cref="PhotoFound"/> that began it.</param>
/// <param name="Files">Files of that message.</param>
public sealed record PhotoIndexed(Guid Run, Guid Found, int Files) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("photo-indexed", Found);
}
