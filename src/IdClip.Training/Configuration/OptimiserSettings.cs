namespace IdClip.Training.Configuration;

/// <summary>AdamW; the other constants are PyTorch's.</summary>
/// <param name="LearningRate">Of the translator.</param>
/// <param name="PromptLearningRate">Of prompt tokens, an update of the last text layer and a learned temperature; null is the translator's.</param>
/// <param name="WeightDecay">Decoupled weight decay, PyTorch's 0.01 by default; a learned temperature does not decay.</param>
public sealed record OptimiserSettings(double LearningRate = 5e-5, double? PromptLearningRate = null, double WeightDecay = 0.01);
