namespace IdClip.Messaging.Runs;

/// <summary>A synthetic set that was asked for; its id is the job's.</summary>
public sealed class SynthesisRun : MachineRun
{
    /// <summary>The set's folder.</summary>
    public string Output { get; set; } = "";

    /// <summary>When it was started last.</summary>
    public DateTimeOffset QueuedAt { get; set; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Failure { get; set; }
}
