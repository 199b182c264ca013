using System.Numerics.Tensors;
using IdClip.Search.Calibration;
using IdClip.Search.Evidence;
using IdClip.Search.Query;
using IdClip.Search.Tests.Given;
using IdClip.Tests;

namespace IdClip.Search.Tests.Evidence;

public sealed class EvidenceScorerTests(DemoArchive demo)
{
    private const string Person = "Tomas Lindqvist";

    [Theory]
    [InlineData("@{Tomas Lindqvist} plays a guitar")]
    [InlineData("@{Tomas Lindqvist}")]
    public async Task Photos_in_memory_score_as_in_a_search_of_the_archive(string query)
    {
        var searched = await demo.Searcher.SearchAsync(query, 100, TestContext.Current.CancellationToken);
        string[] files = [.. searched.Answers.Select(answer => Path.Join(TestFolders.Repository, "demo", "scenes", Path.GetFileName(answer.Photo.Path)))];
        var photos = demo.Encoder.Encode(files);
        var enrolled = (await demo.Gallery.PeopleAsync(TestContext.Current.CancellationToken)).Single(person => person.Name == Person);
        var template = PersonTemplate.Of([Person], [enrolled], enrolled.Embeddings[0].Length);

        var scorer = new EvidenceScorer(
            [.. photos.Select(photo => photo.Faces.Select(face => face.Embedding).ToArray())],
            SearchCalibration.For(demo.Encoder.ImageModel, demo.Encoder.FaceModel));
        float[] similarities = HybridQuery.Parse(query).Context is { } context && demo.Encoder.EncodeText(context) is var text
            ? [.. photos.Select(photo => TensorPrimitives.Dot<float>(text, photo.Embedding))]
            : [];
        var scores = new float[files.Length];
        scorer.Score(scorer.ProbabilitiesOf(template), similarities, [], scores);

        Assert.True(files.Length >= 50);
        Assert.All(searched.Answers.Zip(scores), pair => Assert.Equal(pair.First.Score, pair.Second, 1e-4));
    }

    [Fact]
    public void A_photo_without_faces_counts_as_a_missed_face()
    {
        var weights = new FusionWeights(MissedFace: .03);
        var scorer = new EvidenceScorer([[[1, 0]], [], [[0, 1], [1, 0]]], new(new(10, -5), new(2, 2, 0, .2, 30), weights));
        var scores = new float[3];

        scorer.Score(scorer.ProbabilitiesOf([1, 0]), [], [], scores);

        Assert.Equal(1 - .97 / (1 + Math.Exp(5)), scores[0], 1e-5);
        Assert.Equal(.03, scores[1], 1e-6);
        Assert.Equal(scores[0], scores[2]);
    }

    [Fact]
    public void Joint_evidence_multiplies_by_its_weight()
    {
        var calibration = new SearchCalibration(new(10, -5), new(2, 2, 0, .2, 30), new(Context: 1, Joint: 2));
        IReadOnlyList<IReadOnlyList<float[]>> faces = [[[1, 0]], [[1, 0]]];
        var (without, joint, with) = (new float[2], new float[2], new float[2]);
        var scorer = new EvidenceScorer(faces, calibration, joint: calibration.Context);
        var person = scorer.ProbabilitiesOf([1, 0]);
        float[] similarities = [.3f, .5f];

        scorer.Score(person, similarities, [], without);
        scorer.Score(person, [], similarities, joint);
        scorer.Score(person, similarities, similarities, with);

        for (var photo = 0; photo < 2; photo++)
        {
            var context = calibration.Context.For(similarities).Probability(similarities[photo]);
            Assert.Equal(without[photo] * context, joint[photo], 1e-5);
            Assert.Equal(without[photo] * context * context, with[photo], 1e-5);
        }
    }
}
