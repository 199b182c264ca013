namespace IdClip.Training.Data;

/// <summary>What one step learns from.</summary>
/// <param name="Captioned">Texts with a face and a caption.</param>
/// <param name="PersonOnly">Texts with a face alone; empty where their loss has no weight.</param>
internal sealed record TrainingBatch(IReadOnlyList<TrainingSample> Captioned, IReadOnlyList<TrainingSample> PersonOnly);
