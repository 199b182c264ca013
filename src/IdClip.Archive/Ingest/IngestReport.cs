namespace IdClip.Archive.Ingest;

/// <summary>What a run did. Found = Unchanged + Encoded + Duplicates + DoneByOthers + the failed files.</summary>
/// <param name="Found">Photo and video files under the roots.</param>
/// <param name="Unchanged">Files that were known with this size and time, and were not read.</param>
/// <param name="Encoded">Files encoded by this run.</param>
/// <param name="Duplicates">Files whose content was known: copies, moved and renamed files. They share a photo.</param>
/// <param name="Removed">Photos removed because no file holds them any more.</param>
/// <param name="Failed">Files that could not be read, and folders that could not be opened; the first 10,000.</param>
/// <param name="Elapsed">The whole time.</param>
public sealed record IngestReport(
    int Found, int Unchanged, int Encoded, int Duplicates, int Removed, IReadOnlyList<IngestFailure> Failed, TimeSpan Elapsed)
{
    /// <summary>Photos made of the encoded files; each frame of a video counts.</summary>
    public int Photos { get; init; }

    /// <summary>Files that other processes finished meanwhile; with a PostgreSQL catalogue several may be at work.</summary>
    public int DoneByOthers { get; init; }

    /// <summary>All failures, also those beyond the list.</summary>
    public int FailedCount { get; init; }

    /// <summary>Those of the failures that are folders.</summary>
    public IReadOnlyList<IngestFailure> Folders { get; init; } = [];

    /// <summary>Enrolment photos that a change of models left out because they can't be read with the new ones, with reasons; everybody is still enrolled or named.</summary>
    public IReadOnlyList<IngestFailure> DroppedEnrolments { get; init; } = [];

    /// <summary>Files of other kinds, which were left alone.</summary>
    public int NotPhotos { get; init; }
}
