using System.Text.Json.Serialization;

namespace IdClip.Synthesis.Jobs;

/// <summary>A set that is to be made, is being made or was made.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Options">What is made from what.</param>
/// <param name="Models">Models that the asker brought.</param>
/// <param name="State">Where it is.</param>
/// <param name="QueuedAt">When it was started last; the queue's order.</param>
/// <param name="StartedAt">When its turn came; null before.</param>
/// <param name="EndedAt">When it ended; null before.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
/// <param name="Summary">What it made; null unless it is done.</param>
public sealed record SynthesisJob(
    string Id,
    SynthesisOptions Options,
    SynthesisModels Models,
    SynthesisJobState State,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    string? Failure = null,
    SynthesisSummary? Summary = null)
{
    /// <summary>How far it is; not kept on the disk, where the set itself says it.</summary>
    [JsonIgnore]
    public SynthesisProgress? Progress { get; init; }

    /// <summary>True once nothing more happens unless it is started again.</summary>
    [JsonIgnore]
    public bool HasEnded => State is not (SynthesisJobState.Queued or SynthesisJobState.Running);
}
