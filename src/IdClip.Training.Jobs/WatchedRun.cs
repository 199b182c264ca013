using System.Diagnostics;
using IdClip.Evaluation.Report;
using IdClip.Training.Runs;

namespace IdClip.Training.Jobs;

/// <summary>Passes a run's progress on and keeps the picture of its curves up to date.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="title">What is trained.</param>
/// <param name="progress">Who else is told.</param>
internal sealed class WatchedRun(string folder, string title, IProgress<TrainingProgress> progress) : IProgress<TrainingProgress>
{
    // With kept features an epoch may take less time than the picture.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Stopwatch sinceDrawn = Stopwatch.StartNew();
    private int epochs;

    /// <summary>Pairs learned from a second, at the last step.</summary>
    public double PairsPerSecond { get; private set; }

    public void Report(TrainingProgress value)
    {
        if (value.Phase == TrainingPhase.Steps)
        {
            PairsPerSecond = value.PairsPerSecond;
            if (value.Epochs > epochs && sinceDrawn.Elapsed > Interval)
            {
                Draw();
                epochs = value.Epochs;
            }
        }

        progress.Report(value);
    }

    /// <summary>Draws <c>run.png</c> from the metrics so far.</summary>
    public void Draw()
    {
        var lines = RunMetrics.Read(folder);
        LearningPicture.Write(
            [.. lines.Select(line => new LearningPoint(line.Step, line.Loss, line.Validation?.RecallAt1, line.Validation?.RecallAt5, line.Validation?.RecallAt10))],
            Path.Combine(folder, "run.png"), title);
        sinceDrawn.Restart();
    }
}
