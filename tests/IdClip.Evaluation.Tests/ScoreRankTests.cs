using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Tests;

public sealed class ScoreRankTests
{
    [Fact]
    public void Equal_scores_keep_the_order_of_their_numbers() =>
        Assert.Equal([3, 1, 4, 2, 5], Enumerable.Range(0, 5).Select(item => ScoreRank.Of([0.5f, 0.9f, 0.5f, 0.9f, -1], item)));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    [InlineData(1000)]
    public void Ranks_are_the_places_of_a_stable_sort(int items)
    {
        var random = new Random(items);
        // Few levels, zeros of both signs and infinities among them: most scores have equals.
        float[] levels = [float.NegativeInfinity, -0.5f, -0f, 0f, 0.25f, float.PositiveInfinity];
        float[] scores = [.. Enumerable.Range(0, items).Select(_ => levels[random.Next(levels.Length)])];
        int[] sorted = [.. Enumerable.Range(0, items).OrderByDescending(item => scores[item])];

        for (var place = 0; place < items; place++)
            Assert.Equal(place + 1, ScoreRank.Of(scores, sorted[place]));
    }

    [Fact]
    public void First_of_several_is_the_best_and_of_equals_the_lowest()
    {
        float[] scores = [0.1f, 0.7f, 0.3f, 0.7f, 0.9f];

        Assert.Equal(2, ScoreRank.OfFirst(scores, [3, 0, 1]));
        Assert.Equal(3, ScoreRank.OfFirst(scores, [0, 3, 2]));
        Assert.Equal(5, ScoreRank.OfFirst(scores, [0]));
    }
}
