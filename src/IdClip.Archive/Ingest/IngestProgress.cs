namespace IdClip.Archive.Ingest;

/// <summary>How far a run is. Done files are committed.</summary>
/// <param name="Found">Photo and video files seen so far; the walk runs ahead of the encoding.</param>
/// <param name="Done">Files that are finished, unchanged and failed ones included.</param>
/// <param name="Failed">Files that could not be read.</param>
/// <param name="Elapsed">Since the run began.</param>
public sealed record IngestProgress(int Found, int Done, int Failed, TimeSpan Elapsed)
{
    /// <summary>Whether the walk is over, so that <see cref="Found"/> is final.</summary>
    public bool IsWalkComplete { get; init; }

    /// <summary>Files a second that were hashed and encoded so far, unchanged ones left out.</summary>
    public double FilesPerSecond { get; init; }

    /// <summary>Estimated time to the end; null while the walk runs or nothing is done yet.</summary>
    public TimeSpan? Remaining =>
        IsWalkComplete && FilesPerSecond > 0 ? TimeSpan.FromSeconds((Found - Done) / FilesPerSecond) : null;
}
