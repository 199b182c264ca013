namespace IdClip.Training.Runs;

/// <summary>Recall of photos by their texts among all validation photos, in percent.</summary>
/// <param name="Epoch">Epochs learned from before it was measured.</param>
/// <param name="RecallAt1">The photo came first.</param>
/// <param name="RecallAt5">It was among the first 5.</param>
/// <param name="RecallAt10">It was among the first 10.</param>
public sealed record ValidationScores(int Epoch, double RecallAt1, double RecallAt5, double RecallAt10)
{
    /// <summary>What checkpoints are chosen by, as in the authors' code.</summary>
    public double Sum => RecallAt1 + RecallAt5 + RecallAt10;
}
