namespace IdClip.Archive.Storage;

/// <summary>Where a run of a state machine is.</summary>
internal sealed class RunState
{
    /// <summary>The state machine.</summary>
    public required string Machine { get; init; }

    public Guid Run { get; init; }

    /// <summary>Name of the state.</summary>
    public required string State { get; set; }

    /// <summary>What else the machine remembers, as JSON.</summary>
    public required string Body { get; set; }

    /// <summary>UTC ticks.</summary>
    public long ChangedAt { get; set; }
}
