using IdClip.Training.Data;

namespace IdClip.Training.Runs;

/// <summary>The photos of a run, as its <c>data.json</c> keeps them.</summary>
/// <param name="Training">Those learned from.</param>
/// <param name="Validation">Those that checkpoints are chosen by.</param>
internal sealed record RunData(IReadOnlyList<RunPhoto> Training, IReadOnlyList<RunPhoto> Validation)
{
    public static RunData Of(TrainingSet training, TrainingSet? validation) => new(Photos(training), validation is null ? [] : Photos(validation));

    private static RunPhoto[] Photos(TrainingSet set) => [.. set.Photos.Select(photo => new RunPhoto(photo.File, photo.Sha256))];
}
