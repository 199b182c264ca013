namespace IdClip.Messages.Ingest;

/// <summary>The walk noted new or changed files in the catalogue; they are to be encoded.</summary>
/// <param name="Run">The run.</param>
/// <param name="Files">Ids of the catalogue's files, 1..<see cref="MostFiles"/>.</param>
public sealed record PhotoFound(Guid Run, IReadOnlyList<long> Files) : IArchiveMessage
{
    /// <summary>Files a message: a message a photo would cost more than it tells, and a larger one would leave workers idle at the end.</summary>
    public const int MostFiles = 128;

    /// <inheritdoc/>
    public Guid MessageId => MessageIdentity.Of("photo-found", [Run, .. Files]);
}
