using System.Numerics.Tensors;
using IdClip.Search.Calibration;
using IdClip.Search.Query;

namespace IdClip.Search.Evidence;

/// <summary>Scores all photos of a set that is held in memory for one person and one text, by the formula of a search: what an archive of these photos would answer. Thread-safe.</summary>
public sealed class EvidenceScorer
{
    private static readonly PersonColumns OnePerson =
        new(new([new QueryPeople([new PersonChoice([new PersonMention("asked for", 0)])], [], Only: false)]), []);

    private readonly SearchCalibration calibration;
    private readonly ContextCalibration? joint;
    private readonly float[][] faces;
    private readonly PhotoFaces grouping;

    /// <summary>Takes the faces of the photos.</summary>
    /// <param name="facesOfPhotos">For each photo the unit embeddings of its faces, possibly none.</param>
    /// <param name="calibration">Similarities to probabilities, and the weights of the evidence.</param>
    /// <param name="joint">The calibration of an adapter's similarities, or null where no adapter gives evidence.</param>
    public EvidenceScorer(IReadOnlyList<IReadOnlyList<float[]>> facesOfPhotos, SearchCalibration calibration, ContextCalibration? joint = null)
    {
        this.calibration = calibration;
        this.joint = joint;
        faces = [.. facesOfPhotos.SelectMany(own => own)];
        grouping = new(
            [.. Enumerable.Range(0, facesOfPhotos.Count).Select(photo => (long)photo)],
            [.. facesOfPhotos.SelectMany((own, photo) => Enumerable.Repeat((long)photo, own.Count))]);
    }

    /// <summary>The evidence of a person: the probability that each face is them.</summary>
    /// <param name="template">Unit mean of the person's enrolment.</param>
    public float[] ProbabilitiesOf(ReadOnlySpan<float> template)
    {
        var similarities = new float[faces.Length];
        for (var face = 0; face < faces.Length; face++)
            similarities[face] = TensorPrimitives.Dot(faces[face], template);
        calibration.Person.Probabilities(similarities, similarities);
        return similarities;
    }

    /// <summary>Scores every photo.</summary>
    /// <param name="person">What <see cref="ProbabilitiesOf"/> gave.</param>
    /// <param name="context">Similarity of every photo to the words, or empty to ask for the person alone.</param>
    /// <param name="jointly">An adapter's similarity of every photo to the words with the face, or empty.</param>
    /// <param name="scores">Receives a score for each photo, 0..1.</param>
    public void Score(float[] person, ReadOnlySpan<float> context, ReadOnlySpan<float> jointly, Span<float> scores)
    {
        var factors = Factors(context, calibration.Context, calibration.Weights.Context);
        if (joint is not null && !jointly.IsEmpty)
        {
            var other = Factors(jointly, joint, calibration.Weights.Joint);
            if (factors.Length == 0)
                factors = other;
            else
                TensorPrimitives.Multiply(factors, other, factors);
        }
        var fusion = new EvidenceFusion(OnePerson, person, grouping, factors, calibration.Weights);
        Span<int> faceOf = stackalloc int[1];
        for (var photo = 0; photo < scores.Length; photo++)
            scores[photo] = (float)fusion.Score(photo, double.NegativeInfinity, faceOf);
    }

    /// <summary>The parts of a photo's score.</summary>
    /// <param name="photo">Number of the photo.</param>
    /// <param name="person">As in <see cref="Score"/>.</param>
    /// <param name="context">As in <see cref="Score"/>.</param>
    /// <param name="jointly">As in <see cref="Score"/>.</param>
    public EvidenceParts Explain(int photo, float[] person, ReadOnlySpan<float> context, ReadOnlySpan<float> jointly)
    {
        double likeliest = calibration.Weights.MissedFace;
        foreach (var face in grouping.Of(photo))
            likeliest = Math.Max(likeliest, person[face]);
        return new(
            likeliest,
            context.IsEmpty ? null : calibration.Context.For(context).Probability(context[photo]),
            joint is null || jointly.IsEmpty ? null : joint.For(jointly).Probability(jointly[photo]));
    }

    private static float[] Factors(ReadOnlySpan<float> similarities, ContextCalibration calibration, double weight)
    {
        var factors = new float[similarities.Length];
        calibration.For(similarities).Probabilities(similarities, factors);
        EvidenceFusion.ToFactors(factors, weight);
        return factors;
    }
}
