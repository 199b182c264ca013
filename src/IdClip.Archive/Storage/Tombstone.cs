namespace IdClip.Archive.Storage;

/// <summary>A vector that is gone from the catalogue; kept until the index has acknowledged that it is gone there too.</summary>
internal sealed class Tombstone
{
    public VectorKind Kind { get; init; }

    public long VectorId { get; init; }
}
