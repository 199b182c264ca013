using System.Collections.Concurrent;
using IdClip.Models.Download;
using IdClip.Models.Store;

namespace IdClip.Web.Models;

/// <summary>Pulls models of the catalogue while pages come and go. Thread-safe; what has arrived when it is disposed of is kept for the next time.</summary>
/// <param name="store">Where to.</param>
public sealed class ModelPulls(ModelStore store) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Work> _works = [];
    private readonly Lock _gate = new();

    /// <summary>What is being pulled, or was since the host started, by the model's name.</summary>
    public ModelPull? Find(string name) => _works.GetValueOrDefault(name)?.State;

    /// <summary>Begins to pull a model, or goes on where it was left; one that is being pulled is left as it is.</summary>
    public void Start(string name)
    {
        lock (_gate)
        {
            if (_works.GetValueOrDefault(name) is { State.HasEnded: false })
                return;
            var work = new Work();
            work.Run = Task.Run(() => PullAsync(name, work));
            _works[name] = work;
        }
    }

    /// <summary>Stops; what has arrived is kept.</summary>
    public void Cancel(string name)
    {
        if (_works.GetValueOrDefault(name) is { State.HasEnded: false } work)
            work.Stop.Cancel();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var work in _works.Values)
        {
            await work.Stop.CancelAsync();
            await work.Run;
            work.Stop.Dispose();
        }
    }

    private async Task PullAsync(string name, Work work)
    {
        try
        {
            var imported = await new ModelDownload(store).PullAsync(name, work, work.Stop.Token);
            work.State = work.State with { HasEnded = true, Said = string.Join(' ', imported.Notes) };
        }
        catch (OperationCanceledException)
        {
            work.State = work.State with { HasEnded = true, Failed = true, Said = "Cancelled. What has arrived is kept." };
        }
        catch (Exception error) when (error is ModelException or IOException or UnauthorizedAccessException)
        {
            work.State = work.State with { HasEnded = true, Failed = true, Said = error.Message };
        }
    }

    private sealed class Work : IProgress<DownloadProgress>
    {
        private ModelPull _state = new(null, false, "", false);

        public CancellationTokenSource Stop { get; } = new();

        public Task Run { get; set; } = Task.CompletedTask;

        public ModelPull State
        {
            get => Volatile.Read(ref _state);
            set => Volatile.Write(ref _state, value);
        }

        public void Report(DownloadProgress value) => State = State with { Progress = value };
    }
}
