namespace IdClip.Evaluation.Report;

/// <summary>One step of a training run.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Loss">Its loss, or null where that was not finite.</param>
/// <param name="RecallAt1">Validation recall at 1 after it, in percent, or null where nothing was measured.</param>
/// <param name="RecallAt5">At 5.</param>
/// <param name="RecallAt10">At 10.</param>
public sealed record LearningPoint(int Step, double? Loss, double? RecallAt1 = null, double? RecallAt5 = null, double? RecallAt10 = null);
