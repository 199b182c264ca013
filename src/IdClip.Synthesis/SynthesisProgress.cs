namespace IdClip.Synthesis;

/// <summary>How far a run is. Each stage counts from zero.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Photos done, those of an earlier run included.</param>
/// <param name="Total">Photos in all.</param>
/// <param name="Kept">Synthetic photos kept so far.</param>
/// <param name="Dropped">Synthetic photos dropped so far.</param>
/// <param name="Fresh">Photos done in this process, the speed of which is <paramref name="Fresh"/> / <paramref name="Elapsed"/>.</param>
/// <param name="Elapsed">Time since this stage began in this process.</param>
/// <param name="Remaining">Estimate for this stage from the speed of this process; null until there is one.</param>
public sealed record SynthesisProgress(
    SynthesisStage Stage, int Done, int Total, int Kept, int Dropped, int Fresh, TimeSpan Elapsed, TimeSpan? Remaining);
