using IdClip.Training.Runs;

namespace IdClip.Training.Jobs;

/// <summary>How far a job is, and where it runs.</summary>
/// <param name="Device">The device, as PyTorch names it: <c>cpu</c>, <c>cuda</c>.</param>
/// <param name="Run">How far the run is; null before anything was done.</param>
public sealed record TrainingStatus(string Device, TrainingProgress? Run);
