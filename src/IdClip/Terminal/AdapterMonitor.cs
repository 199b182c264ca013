using System.Globalization;
using IdClip.Archive.Adapters;
using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Shows on standard error how far photos are encoded for an adapter: a bar on a terminal, else a line now and then.</summary>
internal static class AdapterMonitor
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs the work and shows what it reports.</summary>
    public static async Task<AdapterReport> ShowAsync(Func<IProgress<AdapterProgress>, Task<AdapterReport>> work) => Screen.ErrorIsTerminal
        ? await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask("encoding photos"))))
        : await work(new Lines());

    private sealed class Bar(ProgressTask task) : IProgress<AdapterProgress>
    {
        public void Report(AdapterProgress value) => (task.MaxValue, task.Value) = (Math.Max(1, value.Total), value.Done);
    }

    private sealed class Lines : IProgress<AdapterProgress>
    {
        private readonly Lock gate = new();
        private TimeSpan next = LineInterval;

        public void Report(AdapterProgress value)
        {
            lock (gate)
            {
                if (value.Elapsed < next)
                    return;
                next = value.Elapsed + LineInterval;
                Screen.Note(string.Create(CultureInfo.InvariantCulture,
                    $"{value.Done:#,0} of {value.Total:#,0} photos, {value.PhotosPerSecond:0.0} a second, {value.Remaining:h\\:mm\\:ss} left"));
            }
        }
    }
}
