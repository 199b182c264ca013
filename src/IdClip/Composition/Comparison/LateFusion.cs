using IdClip.Evaluation.Comparison;
using IdClip.Search.Calibration;
using IdClip.Search.Evidence;

namespace IdClip.Composition.Comparison;

/// <summary>Our own system on a set: calibrated evidence of faces, words and an adapter, fused as in a search of an archive of these photos.</summary>
/// <param name="set">The questions and photos.</param>
/// <param name="faces">The recogniser's view of the photos.</param>
/// <param name="templates">What faces are compared with, by name: the unit mean of each person's enrolment.</param>
/// <param name="context">Similarities to each question's words, or null to leave them out.</param>
/// <param name="joint">An adapter's evidence, or null.</param>
internal sealed class LateFusion(
    EncodedSet set, RecognisedFaces faces, IReadOnlyDictionary<string, float[]> templates, PhotoSimilarities? context, JointEvidence? joint)
{
    /// <summary>The system as a row of a comparison.</summary>
    public ComparedSystem Measure(SearchCalibration calibration, string group, string name, CancellationToken ct) =>
        ComparedSystem.OfScores(set.Questions, group, name, SystemRole.Ours, CaptionScores(calibration, ct), PersonScores(calibration), ct);

    /// <summary>Scores every photo for every question.</summary>
    /// <returns>[questions, photos], row by row.</returns>
    public float[] CaptionScores(SearchCalibration calibration, CancellationToken ct)
    {
        var scorer = ScorerOf(calibration);
        var people = set.Questions.People.ToDictionary(person => person, person => scorer.ProbabilitiesOf(templates[person]));
        var questions = set.Questions.Questions;
        var scores = new float[questions.Count * set.Photos.Count];
        Parallel.For(0, questions.Count, new ParallelOptions { CancellationToken = ct }, question => scorer.Score(
            people[questions[question].Person], context?.Of(question) ?? [], joint?.Questions.Of(question) ?? [],
            scores.AsSpan(question * set.Photos.Count, set.Photos.Count)));
        return scores;
    }

    /// <summary>What was made of some photos for a question.</summary>
    public IReadOnlyList<EvidenceParts> Explain(SearchCalibration calibration, int question, IReadOnlyList<int> photos)
    {
        var scorer = ScorerOf(calibration);
        var person = scorer.ProbabilitiesOf(templates[set.Questions.Questions[question].Person]);
        var (words, jointly) = (context?.Of(question) ?? [], joint?.Questions.Of(question) ?? []);
        return [.. photos.Select(photo => scorer.Explain(photo, person, words, jointly))];
    }

    private float[] PersonScores(SearchCalibration calibration)
    {
        var scorer = ScorerOf(calibration);
        var scores = new float[set.Questions.People.Count * set.Photos.Count];
        foreach (var (place, person) in set.Questions.People.Index())
            scorer.Score(scorer.ProbabilitiesOf(templates[person]), [], joint?.People.Of(place) ?? [], scores.AsSpan(place * set.Photos.Count, set.Photos.Count));
        return scores;
    }

    private EvidenceScorer ScorerOf(SearchCalibration calibration) => new(faces.Faces, calibration, joint?.Calibration);
}
