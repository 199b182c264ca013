using System.Diagnostics;
using System.Globalization;
using IdClip.Training.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IdClip.Terminal;

/// <summary>Shows on standard error how far training is: a bar a phase on a terminal, else a line now and then.</summary>
internal static class TrainingMonitor
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs the work and shows what it reports.</summary>
    public static async Task<T> ShowAsync<T>(Func<IProgress<TrainingProgress>, Task<T>> work)
    {
        if (!Screen.ErrorIsTerminal)
            return await work(new Lines());
        var figures = new FiguresColumn();
        return await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), figures)
            .StartAsync(context => work(new Bars(context, figures)));
    }

    private static string TitleOf(TrainingPhase phase) => phase switch
    {
        TrainingPhase.Faces => "enrolment faces",
        TrainingPhase.Photos => "photos",
        _ => "steps",
    };

    private static string Figures(TrainingProgress progress)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{progress.Done:#,0} of {progress.Total:#,0}");
        if (progress.Loss is { } loss)
            text += string.Create(CultureInfo.InvariantCulture, $", loss {loss:0.000}");
        if (progress.PairsPerSecond > 0)
            text += string.Create(CultureInfo.InvariantCulture, $", {progress.PairsPerSecond:#,0} pairs/s");
        if (progress.Left is { } left && progress.Done < progress.Total)
            text += string.Create(CultureInfo.InvariantCulture, $", {left:h\\:mm\\:ss} left");
        return progress.Validation is { } scores ? string.Create(CultureInfo.InvariantCulture, $"{text}, validation R@1 {scores.RecallAt1:0.0} after epoch {scores.Epoch}") : text;
    }

    private sealed class Bars(ProgressContext context, FiguresColumn figures) : IProgress<TrainingProgress>
    {
        private readonly Lock gate = new();
        private readonly Dictionary<TrainingPhase, ProgressTask> tasks = [];

        public void Report(TrainingProgress value)
        {
            lock (gate)
            {
                if (!tasks.TryGetValue(value.Phase, out var task))
                    tasks.Add(value.Phase, task = context.AddTask(TitleOf(value.Phase)));
                figures.Texts[task.Id] = Figures(value);
                task.MaxValue = Math.Max(1, value.Total);
                task.Value = value.Done;
            }
        }
    }

    private sealed class FiguresColumn : ProgressColumn
    {
        public System.Collections.Concurrent.ConcurrentDictionary<int, string> Texts { get; } = [];

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Texts.GetValueOrDefault(task.Id, ""));
    }

    private sealed class Lines : IProgress<TrainingProgress>
    {
        private readonly Lock gate = new();
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private TrainingPhase? phase;
        private TimeSpan next;

        public void Report(TrainingProgress value)
        {
            lock (gate)
            {
                // A phase's beginning and end are always told.
                if (value.Phase == phase && watch.Elapsed < next && value.Done < value.Total)
                    return;
                (phase, next) = (value.Phase, watch.Elapsed + LineInterval);
                Screen.Note($"{TitleOf(value.Phase)}: {Figures(value)}");
            }
        }
    }
}
