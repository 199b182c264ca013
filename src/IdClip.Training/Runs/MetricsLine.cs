namespace IdClip.Training.Runs;

/// <summary>One line of a run's <c>metrics.jsonl</c>.</summary>
/// <param name="Step">Steps taken, this one included.</param>
/// <param name="Epoch">The epoch it belongs to, 0 for the first.</param>
/// <param name="Loss">The step's loss; null where it was not finite.</param>
/// <param name="Gradient">Length of the gradient; null where it was not finite, and the step was left out.</param>
/// <param name="Scale">What cosines were multiplied by.</param>
/// <param name="Validation">Scores after the step, at an epoch's end.</param>
public sealed record MetricsLine(int Step, int Epoch, double? Loss, double? Gradient, double Scale, ValidationScores? Validation = null);
