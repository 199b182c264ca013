namespace IdClip.Training.Runs;

/// <summary>Where a run stands, beside its parameters and its optimiser.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Best">The best validation so far.</param>
internal sealed record RunState(int Step, ValidationScores? Best = null);
