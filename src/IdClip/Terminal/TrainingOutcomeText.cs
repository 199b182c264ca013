using System.Globalization;
using IdClip.Training.Jobs;

namespace IdClip.Terminal;

/// <summary>Tells what was learned from what, how well, and what to do with it.</summary>
internal static class TrainingOutcomeText
{
    private const int MostNamed = 20;

    /// <summary>Writes what was left out to standard error and the rest to standard output.</summary>
    public static void Write(TrainingOutcome outcome, TrainingRequest request)
    {
        var (data, summary) = (outcome.Data, outcome.Summary);
        WriteOmissions(data.Omissions);
        Screen.Line($"photos:     {data.Training.Photos.Count} of {People(data.Training)} people to learn from{(data.Validation is { } judged ? $", {judged.Photos.Count} of {People(judged)} people to choose by" : "")}");
        Screen.Line(string.Create(CultureInfo.InvariantCulture, $"steps:      {summary.Steps}{(summary.EndedEarly ? ", ended early since validation got no better" : "")}; loss {summary.Loss:0.000}"));
        Screen.Line(summary.Best is { } best
            ? string.Create(CultureInfo.InvariantCulture, $"validation: R@1 {best.RecallAt1:0.0}, R@5 {best.RecallAt5:0.0}, R@10 {best.RecallAt10:0.0} after epoch {best.Epoch}")
            : "validation: none; the last step's adapter was taken");
        Screen.Line(outcome.PairsPerSecond > 0
            ? string.Create(CultureInfo.InvariantCulture, $"speed:      {outcome.Elapsed.TotalSeconds:0.0} s in all, {outcome.PairsPerSecond:#,0} pairs a second on {outcome.Device}")
            : "speed:      nothing was left to do");
        Screen.Line($"run:        {request.Output}");
        Screen.Line($"use it:     idclip adapters activate {outcome.Adapter}");
    }

    private static void WriteOmissions(TrainingOmissions left)
    {
        foreach (var (file, reason) in left.EnrolmentPhotos.Take(MostNamed))
            Screen.Note($"{file}: {reason}; it is left out.");
        if (left.EnrolmentPhotos.Count > MostNamed)
            Screen.Note($"{left.EnrolmentPhotos.Count - MostNamed} more enrolment photos are left out.");
        if (left.People > 0)
            Screen.Note($"{left.People} people have no enrolment photo with a face; their {left.PhotosOfFaceless} photos are left out.");
        if (left.OtherPhotos > 0)
            Screen.Note($"{left.OtherPhotos} photos of nobody, of several people or without captions are left out.");
    }

    private static int People(Training.Data.TrainingSet set) => set.Photos.Select(photo => photo.Person).Distinct().Count();
}
