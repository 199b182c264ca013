using System.Diagnostics;
using System.Globalization;
using IdClip.Search.Judgements;
using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Shows on standard error how far a measurement is: a bar on a terminal, else a line now and then.</summary>
internal static class MeasuringMonitor
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs the work and shows what it reports.</summary>
    public static async Task<MeasuringReport> ShowAsync(Func<IProgress<MeasuringProgress>, Task<MeasuringReport>> work) => Screen.ErrorIsTerminal
        ? await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask("asking the queries"))))
        : await work(new Lines());

    private static string What(MeasuringProgress at) => at.Adapter is not { } adapter ? "asking the queries" : at.Encoding ? $"encoding photos for {adapter}" : $"asking the queries with {adapter}";

    private sealed class Bar(ProgressTask task) : IProgress<MeasuringProgress>
    {
        public void Report(MeasuringProgress value) => (task.Description, task.MaxValue, task.Value) = (Markup.Escape(What(value)), Math.Max(1, value.Total), value.Done);
    }

    private sealed class Lines : IProgress<MeasuringProgress>
    {
        private readonly Lock gate = new();
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private TimeSpan next = LineInterval;

        public void Report(MeasuringProgress value)
        {
            lock (gate)
            {
                if (watch.Elapsed < next)
                    return;
                next = watch.Elapsed + LineInterval;
                Screen.Note(string.Create(CultureInfo.InvariantCulture, $"{What(value)}: {value.Done:#,0} of {value.Total:#,0}{(value.Remaining is { } left ? $", {left:h\\:mm\\:ss} left" : "")}"));
            }
        }
    }
}
