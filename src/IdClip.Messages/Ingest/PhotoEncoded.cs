namespace IdClip.Messages.Ingest;

/// <summary>The files of a <see cref="PhotoFound"/> are encoded, or why not is noted; their photos are to be indexed.</summary>
/// <param name="Run">The run.</param>
/// <param name="Found">Id of the <see cref="PhotoFound"/>.</param>
/// <param name="Files">Files of that message.</param>
/// <param name="Failed">Those of them that could not be read or decoded.</param>
public sealed record PhotoEncoded(Guid Run, Guid Found, int Files, int Failed) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("photo-encoded", Found);
}
