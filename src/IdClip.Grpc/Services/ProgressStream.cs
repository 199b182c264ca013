using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IdClip.Archive.Ingest;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>Tells a client the latest progress of a run, ten times a second at most, however fast or slow either side is.</summary>
internal sealed class ProgressStream(IServerStreamWriter<Contract.IndexUpdate> stream) : IProgress<IngestProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private IngestProgress? _latest;

    /// <inheritdoc/>
    public void Report(IngestProgress value) => Volatile.Write(ref _latest, value);

    /// <summary>Sends what is reported until the run ends; a slow client gets fewer messages and holds nothing up.</summary>
    public async Task SendUntilAsync(Task run, CancellationToken ct)
    {
        IngestProgress? sent = null;
        for (var ended = false; !ended;)
        {
            ended = await Task.WhenAny(run, Task.Delay(Interval, CancellationToken.None)) == run;
            var latest = Volatile.Read(ref _latest);
            if (latest is null || latest == sent || ct.IsCancellationRequested)
                continue;
            await stream.WriteAsync(new() { Progress = MapToProgress(latest) }, ct);
            sent = latest;
        }
    }

    private static Contract.IndexProgress MapToProgress(IngestProgress progress) => new()
    {
        Found = progress.Found,
        Done = progress.Done,
        Failed = progress.Failed,
        Elapsed = Duration.FromTimeSpan(progress.Elapsed),
        WalkComplete = progress.IsWalkComplete,
        FilesPerSecond = progress.FilesPerSecond,
    };
}
