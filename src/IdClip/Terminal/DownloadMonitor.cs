using IdClip.Models.Download;
using IdClip.Models.Store;
using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Shows on standard error how far a download is: a bar a file on a terminal, else a line for each file.</summary>
internal static class DownloadMonitor
{
    /// <summary>Runs the download and shows what it reports.</summary>
    public static async Task<T> ShowAsync<T>(Func<IProgress<DownloadProgress>, Task<T>> work) => Screen.ErrorIsTerminal
        ? await Screen.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bars(context)))
        : await work(new Lines());

    private sealed class Bars(ProgressContext context) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, ProgressTask> files = [];

        public void Report(DownloadProgress value)
        {
            lock (files)
            {
                if (!files.TryGetValue(value.File, out var task))
                    files.Add(value.File, task = context.AddTask(Markup.Escape(value.File)));
                task.IsIndeterminate = value.Total is null;
                task.MaxValue = value.Total ?? Math.Max(1, value.Done);
                task.Value = value.Done;
            }
        }
    }

    private sealed class Lines : IProgress<DownloadProgress>
    {
        private readonly HashSet<string> files = [];

        public void Report(DownloadProgress value)
        {
            lock (files)
            {
                if (files.Add(value.File))
                    Screen.Note($"{value.File}{(value.Total is { } total ? $", {ByteSize.Text(total)}" : "")}");
            }
        }
    }
}
