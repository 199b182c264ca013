using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Shows on a terminal's standard error how much of a known number is done; elsewhere it is quiet.</summary>
internal static class Counter
{
    /// <summary>Runs the work and shows the numbers that it reports.</summary>
    public static async Task<T> ShowAsync<T>(string what, double all, Func<IProgress<int>?, Task<T>> work) => Screen.ErrorIsTerminal
        ? await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask(what, maxValue: all))))
        : await work(null);

    private sealed class Bar(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Value = value;
    }
}
