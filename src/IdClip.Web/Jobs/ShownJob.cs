using IdClip.Jobs;

namespace IdClip.Web.Jobs;

/// <summary>A job as the page shows it.</summary>
/// <param name="Id">Its id at its source.</param>
/// <param name="State">Where it is.</param>
/// <param name="Makes">What is done, for example <c>Index photos</c>.</param>
/// <param name="About">The folders or the name that it is about.</param>
/// <param name="QueuedAt">When it was started last.</param>
public sealed record ShownJob(string Id, JobState State, string Makes, string About, DateTimeOffset QueuedAt)
{
    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it is doing, for example <c>looking for photos</c>; empty where there is nothing to say.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Files, photos or steps done.</summary>
    public long Done { get; init; }

    /// <summary>Files, photos or steps in all; 0 while that is not known.</summary>
    public long Total { get; init; }

    /// <summary>Further figures, for example <c>3.2 files a second</c>.</summary>
    public IReadOnlyList<string> Figures { get; init; } = [];

    /// <summary>Estimate of the time left; null while there is none.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>Files that could not be read; <see cref="IJobSource.FailuresOfAsync"/> names them.</summary>
    public int Failed { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Failure { get; init; }

    /// <summary>What the button is called that starts it again; null where it can't be.</summary>
    public string? Again { get; init; }

    /// <summary>True once nothing more happens unless it is started again.</summary>
    public bool HasEnded => State is not (JobState.Queued or JobState.Running);
}
