using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Tests;

public sealed class EntityRetrievalTests
{
    [Fact]
    public void Hand_computed_figures_of_one_person()
    {
        var mira = new EntityRanks("Mira", [1, 3, 12]);

        Assert.Equal([1.0 / 3, 2.0 / 3, 2.0 / 3, 1], new[] { 1, 5, 10, 50 }.Select(mira.Recall));
        Assert.Equal([1, 0.5, 2.0 / 3, 1], new[] { 1, 2, 10, 50 }.Select(mira.KMinRecall));
        // Precision at the first is 1, at the second of two 2/3; the third is beyond 10.
        Assert.Equal((1 + 2.0 / 3) / 10, mira.AveragePrecision(10), 12);
        Assert.Equal((1 + 2.0 / 3) / 3, mira.NormalisedAveragePrecision(10), 12);
    }

    [Theory]
    [InlineData(3, 0.3)]
    [InlineData(10, 1)]
    [InlineData(14, 1)]
    public void A_perfect_answer_is_1_only_when_normalised(int photos, double fixedTen)
    {
        var perfect = new EntityRanks("Mira", [.. Enumerable.Range(1, photos)]);

        Assert.Equal(fixedTen, perfect.AveragePrecision(10), 12);
        Assert.Equal(1, perfect.NormalisedAveragePrecision(10), 12);
    }

    [Fact]
    public void At_zero_is_refused()
    {
        var mira = new EntityRanks("Mira", [1]);

        Assert.All<Func<int, double>>([mira.Recall, mira.KMinRecall, mira.AveragePrecision, mira.NormalisedAveragePrecision],
            figure => Assert.Throws<ArgumentOutOfRangeException>(() => figure(0)));
    }

    [Fact]
    public void People_count_once_by_their_first_query_and_photos_may_show_several()
    {
        var retrieval = EntityRetrieval.Of(
            Similarity.OfScores(
            [
                0.9f, 0.1f, 0.5f, 0.5f,
                0.0f, 0.0f, 0.0f, 0.9f, // Mira again: not looked at
                0.4f, 0.3f, 0.2f, 0.1f,
            ], queries: 3, items: 4),
            ["Mira", "mira", "Wei"], [["Mira"], ["Wei", "wei"], [], ["Wei", "MIRA"]], TestContext.Current.CancellationToken);

        Assert.Equal(["Mira", "Wei"], retrieval.Entities.Select(entity => entity.Entity));
        // Photos 2 and 3 are equal for Mira: the lower number comes first, although 3 is right.
        Assert.Equal([1, 3], retrieval.Entities[0].Ranks);
        Assert.Equal([2, 4], retrieval.Entities[1].Ranks);
        Assert.Equal(new Interval(0.25, 0, 0.5), retrieval.Recall(1));
        Assert.Equal(new Interval(0.5, 0, 1), retrieval.KMinRecall(1));
        Assert.Equal((1 + 2.0 / 3 + 0.5 + 0.5) / 2 / 10, retrieval.MeanAveragePrecision().Value, 12);
        Assert.Equal((1 + 2.0 / 3 + 0.5 + 0.5) / 2 / 2, retrieval.NormalisedMeanAveragePrecision().Value, 12);
    }

    [Fact]
    public void People_without_photos_and_lists_that_do_not_fit_are_refused()
    {
        var scores = Similarity.OfScores([1, 2], queries: 1, items: 2);
        Refused("No photo shows the person of query 0", ["Mira"], [["Wei"], []]);
        Refused("1 queries have scores, but 2 have a person", ["Mira", "Wei"], [["Wei"], ["Mira"]]);
        Refused("2 photos have scores, but of 1 the people are known", ["Mira"], [["Mira"]]);

        void Refused(string reason, string[] asked, string[][] shown) =>
            Assert.Contains(
                reason,
                Assert.Throws<ArgumentException>(
                    () => EntityRetrieval.Of(scores, asked, shown, TestContext.Current.CancellationToken)).Message,
                StringComparison.Ordinal);
    }

    // Computed with the authors' only_tok_metrics as in CaptionRetrievalTests; photo p shows person 7p modulo people.
    [Theory]
    [InlineData(12, 4, 4, 0.026626984127, "1 2 5 10", "0 0 0.08333333 0.5", "0 0 0.08333333 0.5")]
    [InlineData(60, 9, 6, 0.047976190476, "1 5 10 50", "0 0.13333333 0.20105820 0.81481481", "0 0.09788360 0.20105820 0.81481481")]
    public void Ties_rank_as_in_the_authors_code(int photos, int people, int levels, double map, string ks, string kMin, string recall)
    {
        string[] shown = [.. Enumerable.Range(0, photos).Select(photo => $"n{photo * 7 % people}")];
        var retrieval = EntityRetrieval.Of(
            Similarity.OfScores(TiedScores.Of(photos, photos, levels), photos, photos),
            shown, [.. shown.Select(person => new[] { person })], TestContext.Current.CancellationToken);

        int[] at = [.. ks.Split(' ').Select(int.Parse)];
        Assert.Equal(map, retrieval.MeanAveragePrecision().Value, 11);
        Assert.Equal(Numbers(kMin), at.Select(k => Math.Round(retrieval.KMinRecall(k).Value, 8)));
        Assert.Equal(Numbers(recall), at.Select(k => Math.Round(retrieval.Recall(k).Value, 8)));

        static IEnumerable<double> Numbers(string text) => text.Split(' ').Select(double.Parse);
    }
}
