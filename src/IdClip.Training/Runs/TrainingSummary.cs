namespace IdClip.Training.Runs;

/// <summary>What a run came to.</summary>
/// <param name="Steps">Steps taken, those of an earlier part of the same run included.</param>
/// <param name="Loss">Loss of the last step.</param>
/// <param name="Best">The best validation, or null without validation photos.</param>
/// <param name="EndedEarly">Whether validation stopped improving before the last epoch.</param>
/// <param name="Adapter">The adapter's file: the best validation's, or the last step's without validation photos.</param>
public sealed record TrainingSummary(int Steps, double Loss, ValidationScores? Best, bool EndedEarly, string Adapter);
