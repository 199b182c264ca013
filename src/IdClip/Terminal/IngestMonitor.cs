using System.Globalization;
using IdClip.Archive.Ingest;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IdClip.Terminal;

/// <summary>Shows on standard error how far indexing is: a bar on a terminal, else a line now and then.</summary>
internal static class IngestMonitor
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs the work and shows what it reports.</summary>
    public static async Task<IngestReport> ShowAsync(Func<IProgress<IngestProgress>, Task<IngestReport>> work)
    {
        if (!Screen.ErrorIsTerminal)
            return await work(new Lines());
        var figures = new FiguresColumn();
        return await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), figures)
            .StartAsync(context => work(new Bar(context.AddTask("indexing"), figures)));
    }

    private static string Figures(IngestProgress progress)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{progress.Done:#,0} of {progress.Found:#,0}");
        if (progress.FilesPerSecond > 0)
            text += string.Create(CultureInfo.InvariantCulture, $", {progress.FilesPerSecond:0.0} a second");
        if (progress.Remaining is { } remaining)
            text += string.Create(CultureInfo.InvariantCulture, $", {remaining:h\\:mm\\:ss} left");
        return progress.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{text}, {progress.Failed:#,0} failed") : text;
    }

    private sealed class Bar(ProgressTask task, FiguresColumn figures) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value)
        {
            figures.Text = Figures(value);
            task.IsIndeterminate = !value.IsWalkComplete && value.Done == value.Found;
            task.MaxValue = Math.Max(1, value.Found);
            task.Value = value.Done;
        }
    }

    private sealed class FiguresColumn : ProgressColumn
    {
        public string Text { get; set; } = "looking for photos";

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Text);
    }

    private sealed class Lines : IProgress<IngestProgress>
    {
        private readonly Lock gate = new();
        private TimeSpan next = LineInterval;

        public void Report(IngestProgress value)
        {
            lock (gate)
            {
                if (value.Elapsed < next)
                    return;
                next = value.Elapsed + LineInterval;
                Screen.Note(Figures(value));
            }
        }
    }
}
