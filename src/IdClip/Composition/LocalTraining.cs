using System.Diagnostics;
using IdClip.Commands;
using IdClip.Encoding;
using IdClip.Encoding.Pictures;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Training.Data;
using IdClip.Training.Runs;

namespace IdClip.Composition;

/// <summary>Trains adapters with the models of this machine.</summary>
internal static class LocalTraining
{
    /// <summary>Reads the data, trains or goes on training, and installs the adapter.</summary>
    /// <exception cref="InputException">The configuration trains nothing, or a photo can't be read.</exception>
    /// <exception cref="Evaluation.Protocol.ManifestException">A manifest or the list of people can't be used.</exception>
    /// <exception cref="ModelException">A model is not on this machine or not what it should be.</exception>
    /// <exception cref="Training.TrainingException">The data or the run's folder can't be used, or the loss stopped being finite.</exception>
    public static Task<TrainingOutcome> RunAsync(TrainingRequest request, IProgress<TrainingProgress> progress, CancellationToken ct) =>
        Task.Run(() => Run(request, progress, ct), ct);

    private static TrainingOutcome Run(TrainingRequest request, IProgress<TrainingProgress> progress, CancellationToken ct)
    {
        var configuration = request.Configuration;
        if (configuration.Translator is null)
            throw new InputException($"'{configuration.Name}' has no translator, so nothing is trained. Choose another configuration with --config.");
        LibTorchEnvironment.Prepare();
        var watch = Stopwatch.StartNew();
        var faces = LocalFaceModel.Open(request.Faces);
        var clip = ModelStore.Default().OpenClip(configuration.Model);
        var data = TrainingData.Load(request, faces, new FaceProgress(progress), ct);
        var watched = new WatchedRun(request.Output, configuration.Name, progress);
        var trainer = new Trainer(configuration, clip, data.Training, data.Validation, PixelsOf(clip, data), new TrainerOptions());
        var summary = trainer.Run(request.Output, watched, ct);
        watched.Draw();
        TrainedAdapter.Describe(request, clip, faces, data, summary, ct);
        AdapterStore.Default().Install(request.Output, request.Name);
        return new(data, summary, request.Name, watch.Elapsed, watched.PairsPerSecond);
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
                throw new InputException($"{data.PathOf(file)} can't be learned from: {error.Message}. Take it out of the manifest or restore it.");
            }
        };
    }

    private sealed class FaceProgress(IProgress<TrainingProgress> progress) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => progress.Report(new(TrainingPhase.Faces, value.Done, value.Total));
    }
}
