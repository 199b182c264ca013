namespace IdClip.Training.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Done">Photos or steps done.</param>
/// <param name="Total">Photos or steps in all.</param>
/// <param name="Loss">Loss of the last step, or null before the first.</param>
/// <param name="PairsPerSecond">Pairs of photo and text learned from a second, over this run so far; 0 while photos are read.</param>
/// <param name="Left">Estimate of the time left, or null while photos are read.</param>
/// <param name="Epochs">Epochs that are finished.</param>
/// <param name="Validation">The last validation, or null before the first.</param>
public sealed record TrainingProgress(
    TrainingPhase Phase, int Done, int Total, double? Loss = null, double PairsPerSecond = 0, TimeSpan? Left = null, int Epochs = 0, ValidationScores? Validation = null);
