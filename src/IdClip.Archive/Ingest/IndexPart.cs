namespace IdClip.Archive.Ingest;

/// <summary>A worker's part in a job: what it does is told by messages.</summary>
/// <param name="Job">The job.</param>
/// <param name="Round">How often it was started.</param>
/// <param name="SettledBefore">Files that the job had dealt with when this worker joined.</param>
public sealed record IndexPart(Guid Job, int Round, int SettledBefore);
