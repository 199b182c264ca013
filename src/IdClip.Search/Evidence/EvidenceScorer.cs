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
    private readonly float[][] faces;
    private readonly PhotoFaces grouping;

    /// <summary>Takes the faces of the photos.</summary>
    /// <param name="facesOfPhotos">For each photo the unit embeddings of its faces, possibly none.</param>
    /// <param name="calibration">Similarities to probabilities, and the weights of the evidence.</param>
    public EvidenceScorer(IReadOnlyList<IReadOnlyList<float[]>> facesOfPhotos, SearchCalibration calibration)
    {
        this.calibration = calibration;
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
    /// <param name="similarities">Image-text similarity of every photo, or empty to ask for the person alone.</param>
    /// <param name="scores">Receives a score for each photo, 0..1.</param>
    public void Score(float[] person, ReadOnlySpan<float> similarities, Span<float> scores)
    {
        var factors = new float[similarities.Length];
        calibration.Context.For(similarities).Probabilities(similarities, factors);
        EvidenceFusion.ToFactors(factors, calibration.Weights.Context);
        var fusion = new EvidenceFusion(OnePerson, person, grouping, factors, calibration.Weights);
        Span<int> faceOf = stackalloc int[1];
        for (var photo = 0; photo < scores.Length; photo++)
            scores[photo] = (float)fusion.Score(photo, double.NegativeInfinity, faceOf);
    }
}
