using IdClip.Evaluation.Comparison;
using IdClip.Search.Calibration;

namespace IdClip.Composition.Comparison;

/// <summary>One of our systems as it was measured.</summary>
/// <param name="System">How it ranked.</param>
/// <param name="Fusion">What it is made of.</param>
/// <param name="Calibration">Similarities to probabilities, and the weights.</param>
internal sealed record FusedSystem(ComparedSystem System, LateFusion Fusion, SearchCalibration Calibration)
{
    /// <summary>Some of the questions whose photo did not come first, from all over the set and no photo twice.</summary>
    /// <param name="set">The questions.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Ends it.</param>
    public IReadOnlyList<Failure> Failures(ComparisonSet set, int most, CancellationToken ct)
    {
        // Questions of a photo follow each other, so ranks by photo are in the questions' order.
        int[] ranks = [.. System.Captions.PhotoRanks.SelectMany(own => own)];
        int[] failed = [.. Enumerable.Range(0, ranks.Length).Where(question => ranks[question] > 1).DistinctBy(question => set.PhotoOf[question])];
        int[] chosen = failed.Length <= most ? failed : [.. Enumerable.Range(0, most).Select(place => failed[(int)((long)place * failed.Length / most)])];
        if (chosen.Length == 0)
            return [];
        var scores = Fusion.CaptionScores(Calibration, ct);
        return [.. chosen.Select(question => FailureOf(set, question, ranks[question], scores.AsSpan(question * set.Photos.Count, set.Photos.Count)))];
    }

    private Failure FailureOf(ComparisonSet set, int question, int rank, ReadOnlySpan<float> scores)
    {
        var first = 0;
        for (var photo = 1; photo < scores.Length; photo++)
            if (scores[photo] > scores[first])
                first = photo;
        var parts = Fusion.Explain(Calibration, question, [set.PhotoOf[question], first]);
        return new(set.Questions[question], rank, parts[0], set.Photos[first], parts[1]);
    }
}
