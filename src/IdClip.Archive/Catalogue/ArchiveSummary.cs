using IdClip.Archive.Ingest;

namespace IdClip.Archive.Catalogue;

/// <summary>What is in an archive.</summary>
/// <param name="Found">Files that are known and not yet encoded: an interrupted run left them for the next.</param>
/// <param name="Encoded">Photos that are encoded and not yet searchable; each frame of a video counts.</param>
/// <param name="Indexed">Searchable photos; each frame of a video counts.</param>
/// <param name="Failed">Files that could not be read.</param>
/// <param name="Faces">Detected faces in all photos.</param>
/// <param name="People">Enrolled people.</param>
/// <param name="Failures">The failed files with reasons, by path; the first 1,000.</param>
public sealed record ArchiveSummary(
    int Found, int Encoded, int Indexed, int Failed, int Faces, int People, IReadOnlyList<IngestFailure> Failures)
{
    /// <summary>Photos that have been encoded, searchable or not.</summary>
    public int Photos => Encoded + Indexed;
}
