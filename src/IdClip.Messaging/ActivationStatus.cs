using IdClip.Jobs;

namespace IdClip.Messaging;

/// <summary>How far an activation is.</summary>
/// <param name="Run">The order, or the training job.</param>
/// <param name="Adapter">Name in the adapter store.</param>
/// <param name="Identity">Lower-case hex sha256 of its weights.</param>
/// <param name="State">Cancelled where meanwhile another adapter, or none, was asked for.</param>
/// <param name="Encoded">Photos that have a vector of it; 0 where it does not change images and once it is not wanted any more.</param>
/// <param name="Missing">Photos that have none yet, or could not be encoded.</param>
/// <param name="Failure">Why it failed; null unless it did. <c>idclip jobs retry</c> has it go on.</param>
/// <param name="ChangedAt">When its state changed last, UTC.</param>
public sealed record ActivationStatus(Guid Run, string Adapter, string Identity, JobState State, int Encoded, int Missing, string? Failure, DateTime ChangedAt)
{
    /// <summary>True once nothing more happens unless it is asked for again.</summary>
    public bool HasEnded => State is not (JobState.Queued or JobState.Running);
}
