using IdClip.Training.Runs;

namespace IdClip.Training.Jobs;

/// <summary>What a job came to; small enough to be kept with it.</summary>
/// <param name="Adapter">The name that the adapter is installed under.</param>
/// <param name="Device">The device it was trained on, as PyTorch names it.</param>
/// <param name="Photos">Photos that were learned from.</param>
/// <param name="People">People in them.</param>
/// <param name="ValidationPhotos">Photos that checkpoints were chosen by.</param>
/// <param name="OmittedPhotos">Photos of the manifests that nothing was learned from.</param>
/// <param name="Steps">Steps taken, those of an earlier part of the same run included.</param>
/// <param name="Loss">Loss of the last step.</param>
/// <param name="EndedEarly">Whether validation stopped improving before the last epoch.</param>
/// <param name="Best">The best validation, or null without validation photos.</param>
/// <param name="PairsPerSecond">Pairs of photo and text learned from a second; 0 where an earlier run had done all.</param>
/// <param name="Identity">Lower-case hex sha256 of the adapter's weights; null in reports of older versions.</param>
public sealed record TrainingReport(
    string Adapter, string Device, int Photos, int People, int ValidationPhotos, int OmittedPhotos, int Steps, double Loss, bool EndedEarly, ValidationScores? Best, double PairsPerSecond, string? Identity = null)
{
    /// <summary>What is kept of an outcome.</summary>
    public static TrainingReport Of(TrainingOutcome outcome)
    {
        var (data, summary) = (outcome.Data, outcome.Summary);
        return new(
            outcome.Adapter, outcome.Device, data.Training.Photos.Count, data.Training.People.Count, data.Validation?.Photos.Count ?? 0,
            data.Omissions.PhotosOfFaceless + data.Omissions.OtherPhotos, summary.Steps, summary.Loss, summary.EndedEarly, summary.Best, outcome.PairsPerSecond, outcome.Identity);
    }
}
