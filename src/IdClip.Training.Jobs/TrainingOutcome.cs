using IdClip.Training.Runs;

namespace IdClip.Training.Jobs;

/// <summary>What a run of training came to.</summary>
/// <param name="Data">What it learned from.</param>
/// <param name="Summary">What the trainer says.</param>
/// <param name="Adapter">The name that the adapter is installed under.</param>
/// <param name="Device">The device it was trained on, as PyTorch names it.</param>
/// <param name="Elapsed">From the first enrolment photo to the installed adapter.</param>
/// <param name="PairsPerSecond">Pairs of photo and text learned from a second; 0 where an earlier run had done all.</param>
/// <param name="Identity">Lower-case hex sha256 of the adapter's weights.</param>
public sealed record TrainingOutcome(TrainingData Data, TrainingSummary Summary, string Adapter, string Device, TimeSpan Elapsed, double PairsPerSecond, string Identity);
