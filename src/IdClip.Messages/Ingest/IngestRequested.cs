namespace IdClip.Messages.Ingest;

/// <summary>Folders are to be brought into the archive.</summary>
/// <param name="Run">The run; asking again with the same id is the same request.</param>
/// <param name="Roots">Absolute paths of folders and files, as the archive's machines see them.</param>
public sealed record IngestRequested(Guid Run, IReadOnlyList<string> Roots) : IArchiveMessage
{
    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("ingest-requested", Run);
}
