using System.Diagnostics;
using System.Runtime.ExceptionServices;
using IdClip.Encoding;
using IdClip.Encoding.Pictures;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Training.Data;
using IdClip.Training.Runs;
using static TorchSharp.torch;

namespace IdClip.Training.Jobs;

/// <summary>Trains adapters with the models of this machine.</summary>
public static class LocalTraining
{
    /// <summary>Reads the data, trains or goes on training, and installs the adapter.</summary>
    /// <param name="request">What is trained from what. A run that its folder holds goes on.</param>
    /// <param name="device">Where the towers run.</param>
    /// <param name="progress">Told how far the run is.</param>
    /// <param name="ct">Ends the run; it goes on from its last checkpoint.</param>
    /// <exception cref="Evaluation.Protocol.ManifestException">A manifest or the list of people can't be used.</exception>
    /// <exception cref="ModelException">A model is not on this machine or not what it should be.</exception>
    /// <exception cref="TrainingException">The configuration trains nothing, the name is taken, a photo, the data or the run's folder can't be used, or the loss stopped being finite.</exception>
    public static Task<TrainingOutcome> RunAsync(TrainingRequest request, Device device, IProgress<TrainingProgress> progress, CancellationToken ct) =>
        Task.Run(
            () =>
            {
                try
                {
                    return Run(request, device, progress, ct);
                }
                catch (AggregateException error)
                {
                    // Photos are read on all cores; the first that can't be is what people are told.
                    ExceptionDispatchInfo.Throw(error.Flatten().InnerExceptions[0]);
                    throw;
                }
            },
            ct);

    private static TrainingOutcome Run(TrainingRequest request, Device device, IProgress<TrainingProgress> progress, CancellationToken ct)
    {
        var configuration = request.Configuration;
        request.Check();
        var watch = Stopwatch.StartNew();
        var faces = LocalFaceModel.Open(request.Faces);
        var clip = ModelStore.Default().OpenClip(configuration.Model);
        var data = TrainingData.Load(request, faces, new FaceProgress(progress), ct);
        var watched = new WatchedRun(request.Output, configuration.Name, progress);
        var trainer = new Trainer(configuration, clip, data.Training, data.Validation, PixelsOf(clip, data), new TrainerOptions { Device = device });
        var summary = trainer.Run(request.Output, watched, ct);
        watched.Draw();
        TrainedAdapter.Describe(request, clip, faces, data, summary, ct);
        AdapterStore.Default().Install(request.Output, request.Name);
        return new(data, summary, request.Name, device.ToString(), watch.Elapsed, watched.PairsPerSecond, AdapterManifest.Read(request.Output).WeightsSha256);
    }

    private static PhotoPixels PixelsOf(ClipModel clip, TrainingData data)
    {
        var reader = PhotoPixelReader.Create(clip);
        return (file, _) =>
        {
            try
            {
                return reader.Read(data.PathOf(file));
            }
            catch (PictureException error)
            {
                throw new TrainingException($"{data.PathOf(file)} can't be learned from: {error.Message}. Take it out of the manifest or restore it.", error);
            }
        };
    }

    private sealed class FaceProgress(IProgress<TrainingProgress> progress) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => progress.Report(new(TrainingPhase.Faces, value.Done, value.Total));
    }
}
