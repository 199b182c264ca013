using System.Text.Json.Serialization;

namespace IdClip.Jobs;

/// <summary>Something that is to be made, is being made or was made.</summary>
/// <typeparam name="TOrder">What is made from what.</typeparam>
/// <typeparam name="TProgress">How far it is.</typeparam>
/// <typeparam name="TOutcome">What it made.</typeparam>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Order">What is made from what.</param>
/// <param name="State">Where it is.</param>
/// <param name="QueuedAt">When it was started last; the queue's order.</param>
/// <param name="StartedAt">When its turn came; null before.</param>
/// <param name="EndedAt">When it ended; null before.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
/// <param name="Outcome">What it made; null unless it is done.</param>
public sealed record Job<TOrder, TProgress, TOutcome>(
    string Id,
    TOrder Order,
    JobState State,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    string? Failure = null,
    TOutcome? Outcome = null)
    where TOrder : class, IJobOrder
    where TProgress : class
    where TOutcome : class
{
    /// <summary>How far it is; not kept on the disk, where what it makes says it.</summary>
    [JsonIgnore]
    public TProgress? Progress { get; init; }

    /// <summary>True once nothing more happens unless it is started again.</summary>
    [JsonIgnore]
    public bool HasEnded => State is not (JobState.Queued or JobState.Running);
}
