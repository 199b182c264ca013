namespace IdClip.Synthesis.Jobs;

/// <summary>Where a job is.</summary>
public enum SynthesisJobState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>Its set is complete.</summary>
    Done,

    /// <summary>It could not go on; <see cref="SynthesisJob.Failure"/> says why.</summary>
    Failed,

    /// <summary>Somebody stopped it. It can be started again.</summary>
    Cancelled,

    /// <summary>The process that worked on it ended. It can be started again.</summary>
    Interrupted,
}
