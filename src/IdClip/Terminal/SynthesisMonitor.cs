using System.Globalization;
using IdClip.Synthesis;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IdClip.Terminal;

/// <summary>Shows on standard error how far the making of a set is: a bar a stage on a terminal, else a line now and then.</summary>
internal sealed class SynthesisMonitor
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private SynthesisProgress? photos;

    /// <summary>Synthetic photos tried in this process, kept or not.</summary>
    public int Made => photos?.Fresh ?? 0;

    /// <summary>How long these took.</summary>
    public TimeSpan Elapsed => photos?.Elapsed ?? TimeSpan.Zero;

    /// <summary>Runs the work and shows what it reports.</summary>
    public async Task<SynthesisSummary> ShowAsync(Func<IProgress<SynthesisProgress>, Task<SynthesisSummary>> work)
    {
        if (!Screen.ErrorIsTerminal)
            return await work(new Lines(this));
        var figures = new FiguresColumn();
        return await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), figures)
            .StartAsync(context => work(new Bars(this, context, figures)));
    }

    private string Figures(SynthesisProgress progress)
    {
        var isPhotos = progress.Stage == SynthesisStage.Photos;
        if (isPhotos)
            photos = progress;
        var text = string.Create(CultureInfo.InvariantCulture, $"{progress.Done:#,0} of {progress.Total:#,0}");
        if (progress.Done > progress.Fresh)
            text += string.Create(CultureInfo.InvariantCulture, $" ({progress.Done - progress.Fresh:#,0} by an earlier run)");
        if (progress is { Fresh: > 0, Elapsed.Ticks: > 0 })
            text += string.Create(CultureInfo.InvariantCulture, $", {progress.Fresh / progress.Elapsed.TotalSeconds:0.0} a second");
        if (progress.Remaining is { } remaining && progress.Done < progress.Total)
            text += string.Create(CultureInfo.InvariantCulture, $", {remaining:h\\:mm\\:ss} left");
        return isPhotos && progress.Dropped > 0 ? string.Create(CultureInfo.InvariantCulture, $"{text}, {progress.Dropped:#,0} dropped") : text;
    }

    private static string TitleOf(SynthesisStage stage) => stage switch
    {
        SynthesisStage.Gallery => "gallery faces",
        SynthesisStage.Contexts => "context faces",
        SynthesisStage.Photos => "synthetic photos",
        _ => "lists",
    };

    private sealed class Bars(SynthesisMonitor monitor, ProgressContext context, FiguresColumn figures) : IProgress<SynthesisProgress>
    {
        private readonly Dictionary<SynthesisStage, ProgressTask> tasks = [];

        public void Report(SynthesisProgress value)
        {
            lock (monitor.gate)
            {
                if (!tasks.TryGetValue(value.Stage, out var task))
                    tasks.Add(value.Stage, task = context.AddTask(TitleOf(value.Stage)));
                figures.Texts[task.Id] = monitor.Figures(value);
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

    private sealed class Lines(SynthesisMonitor monitor) : IProgress<SynthesisProgress>
    {
        private SynthesisStage? stage;
        private TimeSpan next;

        public void Report(SynthesisProgress value)
        {
            lock (monitor.gate)
            {
                var figures = monitor.Figures(value);
                // The lists take no time to speak of; a stage's beginning and end are always told.
                if (value.Stage == SynthesisStage.Lists || (value.Stage == stage && value.Elapsed < next && value.Done < value.Total))
                    return;
                (stage, next) = (value.Stage, value.Elapsed + LineInterval);
                Screen.Note($"{TitleOf(value.Stage)}: {figures}");
            }
        }
    }
}
