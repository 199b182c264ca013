using IdClip.Encoding.Pictures;
using IdClip.Evaluation.Protocol;
using IdClip.Jobs;
using IdClip.Models.Store;
using IdClip.Training.Runs;
using Microsoft.Extensions.Logging;

namespace IdClip.Training.Jobs;

/// <summary>The queue of adapters to train, one at a time on the one device of this process.</summary>
/// <param name="path">The queue's folder; it is made where it is not there.</param>
/// <param name="logger">Is told what is trained on which device.</param>
/// <exception cref="JobException">Another process has the queue open, or a file of it is damaged.</exception>
public sealed partial class TrainingJobs(string path, ILogger<TrainingJobs> logger)
    : JobQueue<TrainingRequest, TrainingStatus, TrainingReport>(path, (order, progress, ct) => WorkAsync(order, logger, progress, ct), IsForPeople)
{
    private static async Task<TrainingReport> WorkAsync(TrainingRequest order, ILogger logger, IProgress<TrainingStatus> progress, CancellationToken ct)
    {
        // libtorch takes a second to load, which the queue's other callers need not wait for.
        var device = await Task.Run(TrainingDevice.Choose, ct);
        LogStart(logger, order.Name, order.Configuration.Name, device.ToString());
        progress.Report(new(device.ToString(), null));
        var outcome = await LocalTraining.RunAsync(order, device, new Told(device.ToString(), progress), ct);
        return TrainingReport.Of(outcome);
    }

    private static bool IsForPeople(Exception error) => error is TrainingException or ManifestException or ModelException or PictureException;

    [LoggerMessage(Level = LogLevel.Information, Message = "Training adapter {Adapter} by configuration {Configuration} on {Device}")]
    private static partial void LogStart(ILogger logger, string adapter, string configuration, string device);

    private sealed class Told(string device, IProgress<TrainingStatus> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new(device, value));
    }
}
