using System.Numerics.Tensors;
using IdClip.Evaluation.Comparison;
using IdClip.Evaluation.Metrics;
using IdClip.Search.Calibration;

namespace IdClip.Composition.Comparison;

/// <summary>Fits calibration and weights on photos that are not tested on. Nothing is stored.</summary>
internal static class FusionFit
{
    // As for the shipped calibrations (docs/search.md): the share of an archive's faces that one person has.
    private const double Prior = 0.05;

    private static readonly double[] ContextWeights = [0.125, 0.25, 0.35, 0.5, 0.7, 1, 1.4, 2];
    private static readonly double[] JointWeights = [0, 0.125, 0.25, 0.35, 0.5, 0.7, 1, 1.4, 2];

    /// <summary>The calibration of a recogniser: cosines of the faces of photos to everybody's enrolment.</summary>
    /// <param name="set">Photos of at least two people.</param>
    /// <param name="faces">Their faces.</param>
    /// <param name="templates">Enrolments by name.</param>
    public static LogisticCalibration Person(ComparisonSet set, RecognisedFaces faces, IReadOnlyDictionary<string, float[]> templates)
    {
        List<double> cosines = [];
        List<bool> same = [];
        foreach (var (photo, seen) in set.Photos.Zip(faces.Faces).Where(photo => photo.Second.Count > 0))
            foreach (var person in set.People)
            {
                var isThere = photo.People.Contains(person, StringComparer.OrdinalIgnoreCase);
                // Which face is the person is not known; the likeliest is taken. Of somebody else every face is wrong.
                var own = seen.Select(face => (double)TensorPrimitives.Dot<float>(face, templates[person]));
                double[] pairs = isThere ? [own.Max()] : [.. own];
                cosines.AddRange(pairs);
                same.AddRange(Enumerable.Repeat(isThere, pairs.Length));
            }
        return LogisticCalibration.Fit(cosines.ToArray(), same.ToArray(), Prior);
    }

    /// <summary>The weights with the greatest mean reciprocal rank, which is smoother than R@1 on a small set.</summary>
    /// <param name="set">The questions.</param>
    /// <param name="fusion">The system on these questions.</param>
    /// <param name="calibration">Its calibration, and the weights that are kept where others are no better.</param>
    /// <param name="hasJoint">Whether the adapter's weight is chosen too.</param>
    /// <param name="ct">Ends it.</param>
    public static SearchCalibration Weights(ComparisonSet set, LateFusion fusion, SearchCalibration calibration, bool hasJoint, CancellationToken ct)
    {
        var best = calibration;
        var most = ReciprocalRank(set, fusion, calibration, ct);
        foreach (var context in ContextWeights)
            foreach (var joint in hasJoint ? JointWeights : [calibration.Weights.Joint])
            {
                var tried = calibration with { Weights = calibration.Weights with { Context = context, Joint = joint } };
                if (ReciprocalRank(set, fusion, tried, ct) is var found && found > most)
                    (best, most) = (tried, found);
            }
        return best;
    }

    private static double ReciprocalRank(ComparisonSet set, LateFusion fusion, SearchCalibration calibration, CancellationToken ct) =>
        CaptionRetrieval.Of(Similarity.OfScores(fusion.CaptionScores(calibration, ct), set.Questions.Count, set.Photos.Count), set.PhotoOf, ct)
            .PhotoRanks.SelectMany(ranks => ranks).Average(rank => 1.0 / rank);
}
