namespace IdClip.Archive.Ingest.Jobs;

/// <summary>Names of the states of an index job.</summary>
public static class IndexJobState
{
    /// <summary>No worker has joined yet.</summary>
    public const string Queued = nameof(Queued);

    /// <summary>Workers are at it.</summary>
    public const string Running = nameof(Running);

    /// <summary>All that was below the roots is indexed.</summary>
    public const string Done = nameof(Done);

    /// <summary>It could not go on; the job says why.</summary>
    public const string Failed = nameof(Failed);

    /// <summary>Somebody stopped it.</summary>
    public const string Cancelled = nameof(Cancelled);
}
