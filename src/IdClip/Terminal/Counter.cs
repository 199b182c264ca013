using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Shows on standard error how much of a known number is done: a bar on a terminal, elsewhere a line now and then.</summary>
internal static class Counter
{
    /// <summary>Runs the work and shows the numbers that it reports.</summary>
    public static async Task<T> ShowAsync<T>(string what, double all, Func<IProgress<int>?, Task<T>> work) => Screen.ErrorIsTerminal
        ? await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask(what, maxValue: all))))
        : await work(new Lines(what, all));

    // Short work stays quiet; a log of long work tells that it goes on, and until when.
    private sealed class Lines(string what, double all) : IProgress<int>
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

        private readonly Lock gate = new();
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private TimeSpan next = Interval;

        public void Report(int value)
        {
            lock (gate)
            {
                if (watch.Elapsed < next || value <= 0 || value >= all)
                    return;
                next = watch.Elapsed + Interval;
                var left = watch.Elapsed * ((all - value) / value);
                Screen.Note(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:#,0} of {all:#,0}, {left:h\\:mm\\:ss} left"));
            }
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Value = value;
    }
}
