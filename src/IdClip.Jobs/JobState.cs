namespace IdClip.Jobs;

/// <summary>Where a job is.</summary>
public enum JobState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>What was ordered is complete.</summary>
    Done,

    /// <summary>It could not go on; the job says why.</summary>
    Failed,

    /// <summary>Somebody stopped it. It can be started again.</summary>
    Cancelled,

    /// <summary>The process that worked on it ended. It can be started again.</summary>
    Interrupted,
}
