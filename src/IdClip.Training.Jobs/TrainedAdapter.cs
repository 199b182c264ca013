using IdClip.Encoding;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Training.Runs;

namespace IdClip.Training.Jobs;

/// <summary>Describes what a run came to, so that it can be installed.</summary>
internal static class TrainedAdapter
{
    /// <summary>Writes <c>adapter.json</c> beside the run's <c>adapter.safetensors</c>, with the calibration where there are validation photos.</summary>
    public static void Describe(TrainingRequest request, ClipModel clip, LocalFaceModel faces, TrainingData data, TrainingSummary summary, CancellationToken ct)
    {
        var configuration = request.Configuration;
        var manifest = new AdapterManifest
        {
            Name = request.Name,
            Description = configuration.Description,
            Model = clip.Name,
            ModelSha256 = clip.Identity,
            FaceModel = faces.Name,
            FaceModelSha256 = FileHash.Of(faces.File),
            FaceWidth = data.Training.FaceWidth,
            Prompt = configuration.Prompts[0],
            WeightsSha256 = FileHash.Of(summary.Adapter),
            Origin = new(configuration.Name, data.Training.Fingerprint(), data.Validation?.Fingerprint(), data.Training.Photos.Count, data.Training.People.Count, Trainer.Version, DateTimeOffset.UtcNow),
        };
        manifest.Write(request.Output);
        if (data.Validation is { } validation && JointCalibration.Fit(AdapterModel.Open(request.Output, clip), clip, validation, data.PathOf, ct) is { } calibration)
            (manifest with { Calibration = calibration }).Write(request.Output);
    }
}
