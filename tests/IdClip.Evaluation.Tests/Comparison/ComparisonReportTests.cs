using System.Text.Json;
using IdClip.Evaluation.Comparison;
using IdClip.Evaluation.Protocol;
using IdClip.Models.Captions;
using IdClip.Tests;
using SkiaSharp;

namespace IdClip.Evaluation.Tests.Comparison;

public sealed class ComparisonReportTests
{
    private static readonly ComparisonSet Set = MadeSet.Four;

    // Axes: Ann, Ben, sea, hill.
    private static readonly float[][] Photos = [Unit(1, 0, 1, 0), Unit(0, 1, 1, 0), Unit(1, 0, 0, 1), Unit(0, 1, 0, 1)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_questions_of_a_set_are_its_first_five_captions()
    {
        var set = ComparisonSet.Of(MadeSet.Manifest(MadeSet.Photo("ANN", "sea", "1", "2", "3", "4", "5", "6"), MadeSet.Photo("Dee", "sea")), [MadeSet.Ann]);

        Assert.Equal(["1", "2", "3", "4", "5"], set.Questions.Select(question => question.Caption));
        Assert.All(set.Questions, question => Assert.Equal(MadeSet.Ann, question.Person));
        Assert.Equal([0, 0, 0, 0, 0], set.PhotoOf);
        Assert.Equal([MadeSet.Ann], set.People);
        Assert.Throws<ManifestException>(() => ComparisonSet.Of(MadeSet.Manifest(MadeSet.Photo("Dee", "sea")), [MadeSet.Ann]));
    }

    [Fact]
    public void Words_alone_find_the_context_and_words_with_a_person_the_photo()
    {
        var caption = ComparedSystem.OfTexts(Set, "clip", QueryForm.CaptionAlone, SystemRole.Other, Photos, Embed, Stop);
        var both = ComparedSystem.OfTexts(Set, "id-clip", new(CaptionExpansion.Token, TemplateUse.Fifth), SystemRole.Reference, Photos, Embed, Stop);

        var report = ComparisonReport.Of(Set, [caption, both], ["a note"], Stop);

        Assert.Equal((4, 2, 2, 8), (report.Photos, report.Contexts, report.People, report.Questions));
        // Of two photos of the context that tie, the first is right for half of the questions.
        Assert.Equal(.5, report.Rows[0].TextToImage[1].Value, 1e-9);
        Assert.Null(report.Rows[0].NormalisedMeanAveragePrecision);
        Assert.Equal(1, report.Rows[1].TextToImage[1].Value, 1e-9);
        Assert.Equal(1, report.Rows[1].ImageToText[1].Value, 1e-9);
        Assert.Equal(1, report.Rows[1].NormalisedMeanAveragePrecision!.Value.Value, 1e-9);
        Assert.Equal(.2, report.Rows[1].MeanAveragePrecision!.Value.Value, 1e-9);
        Assert.Equal((1, null), (report.Reference, report.Best));
        Assert.False(report.IsReferenceBlind);
    }

    [Fact]
    public void Ours_are_compared_to_the_best_reference_that_was_asked_the_same()
    {
        float[] right = Scores((question, photo) => photo == Set.PhotoOf[question] ? 1 : 0);
        // Photos are ranked in their order whatever is asked, so a quarter is right.
        float[] blind = Scores((_, photo) => -photo);
        float[] people = [1, 0, 1, 0, 0, 1, 0, 1];
        ComparedSystem System(SystemRole role, string name, float[] scores) => ComparedSystem.OfScores(Set, "group", name, role, scores, people, Stop);
        var inTemplates = ComparedSystem.OfTexts(Set, "group", new(CaptionExpansion.Token, TemplateUse.Each), SystemRole.Reference, Photos, Embed, Stop);

        var report = ComparisonReport.Of(
            Set, [inTemplates, System(SystemRole.Reference, "weak", blind), System(SystemRole.Ours, "best", right), System(SystemRole.Ours, "worse", blind)], [], Stop);

        Assert.Equal((1, 2), (report.Reference, report.Best));
        Assert.Equal(4, report.Rows[2].Gain!.Value.Value, 1e-9);
        Assert.True(report.Rows[2].Gain!.Value.Low >= 1);
        Assert.Equal(1, report.Rows[3].Gain!.Value.Value, 1e-9);
        // Queries in several templates are other ones, and a system is not compared to itself.
        Assert.Null(report.Rows[0].Gain);
        Assert.Null(report.Rows[1].Gain);
    }

    [Fact]
    public void A_reference_that_finds_no_more_than_words_is_called_blind()
    {
        var caption = ComparedSystem.OfTexts(Set, "clip", QueryForm.CaptionAlone, SystemRole.Other, Photos, Embed, Stop);
        var blind = ComparedSystem.OfScores(Set, "id-clip", "blind", SystemRole.Reference, Scores((_, photo) => -photo), [1, 0, 1, 0, 0, 1, 0, 1], Stop);

        Assert.True(ComparisonReport.Of(Set, [caption, blind], [], Stop).IsReferenceBlind);
        Assert.False(ComparisonReport.Of(Set, [caption], [], Stop).IsReferenceBlind);
    }

    [Fact]
    public void It_is_written_as_json_and_as_a_picture()
    {
        var folder = TestFolders.NewTemporary();
        var system = ComparedSystem.OfTexts(Set, "id-clip", new(CaptionExpansion.Token, TemplateUse.Fifth), SystemRole.Ours, Photos, Embed, Stop);
        var report = ComparisonReport.Of(Set, [system], ["a note"], Stop);

        ComparisonJson.Write(report, Path.Join(folder, "report.json"));
        ComparisonPicture.Write(report, Path.Join(folder, "report.png"), "made");

        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Join(folder, "report.json")));
        var row = json.RootElement.GetProperty("rows")[0];
        Assert.Equal("Ours", row.GetProperty("role").GetString());
        Assert.Equal(1, row.GetProperty("textToImage").GetProperty("1").GetProperty("low").GetDouble());
        using var picture = SKBitmap.Decode(Path.Join(folder, "report.png"));
        Assert.Equal((1400, ComparisonPicture.HeightOf(report)), (picture.Width, picture.Height));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Vectors_without_a_mean_direction_are_refused()
    {
        Assert.Equal([.6f, .8f], UnitMean.Of([[.6f, .8f]]));
        Assert.Equal(Unit(1, 1), UnitMean.Of([[1, 0], [0, 1]]));
        Assert.Throws<ArgumentException>(() => UnitMean.Of([[1, 0], [-1, 0]]));
    }

    private static float[] Scores(Func<int, int, float> score) =>
        [.. Enumerable.Range(0, Set.Questions.Count).SelectMany(question => Enumerable.Range(0, Set.Photos.Count).Select(photo => score(question, photo)))];

    private static float[] Embed(PersonText text)
    {
        float Has(string word) => text.Text.Contains(word, StringComparison.Ordinal) ? 1 : 0;
        return Unit(text.Person == MadeSet.Ann ? 1 : 0, text.Person == MadeSet.Ben ? 1 : 0, Has("sea"), Has("hill"));
    }

    private static float[] Unit(params float[] values)
    {
        var length = MathF.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => value / length)];
    }
}
