namespace IdClip.Archive.Adapters;

/// <summary>The two ends of an archive's alias.</summary>
/// <param name="Active">The adapter that searches use, or null.</param>
/// <param name="Wanted">The adapter that photos are being encoded for and that becomes active when all are, or null.</param>
public sealed record ArchiveAdapters(ArchiveAdapter? Active, ArchiveAdapter? Wanted)
{
    /// <summary>The adapters whose vectors are kept.</summary>
    public IEnumerable<ArchiveAdapter> InUse => new[] { Active, Wanted }.OfType<ArchiveAdapter>().DistinctBy(adapter => adapter.Identity);
}
