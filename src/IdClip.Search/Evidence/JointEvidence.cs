using IdClip.Search.Calibration;

namespace IdClip.Search.Evidence;

/// <summary>What an adapter says of each photo: how near the photo is to texts in which the faces of the wanted people stand for their names (paper section 3.2).</summary>
internal sealed class JointEvidence
{
    private readonly PhotoRows _rows;

    /// <param name="similarities">Similarity of each row of the adapter's index, of <see cref="Together"/>.</param>
    /// <param name="rows">The row of each photo.</param>
    /// <param name="calibration">Similarities to probabilities.</param>
    public JointEvidence(float[] similarities, PhotoRows rows, LogisticCalibration calibration)
    {
        (_rows, Calibration) = (rows, calibration);
        var neutral = (float)(-calibration.Intercept / calibration.Slope);
        Similarities = new float[rows.Rows.Length];
        for (var photo = 0; photo < Similarities.Length; photo++)
            Similarities[photo] = rows.Rows[photo] is >= 0 and var row ? similarities[row] : neutral;
    }

    /// <summary>Mean similarity of each photo to the wanted people's texts. A photo without a vector has that of probability one half, which speaks neither for nor against it.</summary>
    public float[] Similarities { get; }

    /// <summary>Similarities to probabilities.</summary>
    public LogisticCalibration Calibration { get; }

    /// <summary>Puts the similarities of the texts together: of each row the mean over the choices, of a choice the best text.</summary>
    /// <param name="scores">Row-major, rows x texts.</param>
    /// <param name="query">Which texts belong together.</param>
    public static float[] Together(ReadOnlySpan<float> scores, JointQuery query)
    {
        var (choices, texts) = (query.Choices, query.Names.Count);
        var all = new float[scores.Length / texts];
        for (var row = 0; row < all.Length; row++)
        {
            var ofRow = scores.Slice(row * texts, texts);
            float sum = 0;
            foreach (var choice in choices)
            {
                var best = ofRow[choice[0]];
                foreach (var text in choice)
                    best = Math.Max(best, ofRow[text]);
                sum += best;
            }
            all[row] = sum / choices.Length;
        }
        return all;
    }

    /// <summary>What an adapter on trial says of photos.</summary>
    public static JointEvidence Tried(EvidenceQuestion asked, AdapterTrial trial, long[] photoIds)
    {
        var similarities = Together(trial.All.Similarities(asked.EncodeJoint(), asked.Joint.Names.Count), asked.Joint);
        return new(similarities, new(photoIds, trial.Ids), asked.JointCalibration.For(similarities.AsSpan(..trial.Drawn), trial.ArchivePhotos));
    }

    /// <summary>The curve of the image model for an adapter without a fit of its own: its level and spread are other ones, so the archive's alone count.</summary>
    public static ContextCalibration Unfitted(ContextCalibration context) => context with { TypicalMean = 0, TypicalPhotos = 1 };

    /// <summary>Probability that a photo shows what the query asks, or null where it has no vector yet.</summary>
    public double? Probability(int photo) => _rows.Rows[photo] < 0 ? null : Calibration.Probability(Similarities[photo]);
}
