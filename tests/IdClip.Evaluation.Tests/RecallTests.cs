using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Tests;

public sealed class RecallTests
{
    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(2, 0.4)]
    [InlineData(5, 0.6)]
    [InlineData(50, 0.8)]
    public void Recall_counts_first_right_answers_within_k(int k, double expected) =>
        Assert.Equal(expected, RecallAtK.Of([1, 2, 5, 50, 0], k), 12);

    [Fact]
    public void Recall_of_nothing_is_no_number() => Assert.True(double.IsNaN(RecallAtK.Of([], 1)));

    [Fact]
    public void Recall_at_zero_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => RecallAtK.Of([1], 0));

    [Fact]
    public void Figure_weighs_queries_while_the_interval_draws_photos()
    {
        // Photo a: 3 of 3 right; photo b: 0 of 1. The draws are aa, ab, ba, bb: recall 1, 3/4, 3/4, 0.
        var recall = RecallAtK.WithInterval([[1, 1, 1], [0]], 1);

        Assert.Equal(0.75, recall.Value, 12);
        Assert.Equal(0, recall.Low, 12);
        Assert.Equal(1, recall.High, 12);
    }

    [Fact]
    public void Captions_of_one_photo_do_not_narrow_the_interval()
    {
        int[][] once = [.. Enumerable.Range(0, 40).Select(i => new[] { i % 2 })];
        int[][] tenfold = [.. once.Select(ranks => Enumerable.Repeat(ranks[0], 10).ToArray())];

        Assert.Equal(RecallAtK.WithInterval(once, 1), RecallAtK.WithInterval(tenfold, 1));
    }

    [Fact]
    public void Interval_is_that_of_the_binomial_for_many_photos()
    {
        // 400 photos, 30 % right: the normal interval is 0.3 +- 1.96 sqrt(0.3 * 0.7 / 400) = 0.3 +- 0.0449.
        int[][] ranks = [.. Enumerable.Range(0, 400).Select(i => new[] { i < 120 ? 1 : 0 })];

        var recall = RecallAtK.WithInterval(ranks, 1);

        Assert.Equal(0.3, recall.Value, 12);
        Assert.InRange(recall.Low, 0.245, 0.265);
        Assert.InRange(recall.High, 0.335, 0.355);
    }

    [Fact]
    public void Ratio_is_of_the_same_draws()
    {
        int[][] both = [.. Enumerable.Range(0, 60).Select(i => new[] { 1 })];
        int[][] context = [.. Enumerable.Range(0, 60).Select(i => new[] { i % 4 == 0 ? 1 : 3 })];

        var ratio = RecallAtK.Ratio(both, context, 1);

        Assert.Equal(4, ratio.Value, 12);
        Assert.InRange(ratio.Low, 2, 4);
        Assert.InRange(ratio.High, 4, 9);
        Assert.Equal(new Interval(1, 1, 1), RecallAtK.Ratio(both, both, 1));
    }

    [Fact]
    public void Same_seed_gives_the_same_interval_and_another_seed_another()
    {
        static double Mean(IReadOnlyList<int> drawn) => drawn.Average();

        Assert.Equal(Bootstrap.Of(50, Mean, seed: 3), Bootstrap.Of(50, Mean, seed: 3));
        Assert.NotEqual(Bootstrap.Of(50, Mean, seed: 3), Bootstrap.Of(50, Mean, seed: 4));
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.375, 2.5)]
    [InlineData(1.0, 5)]
    public void Quantiles_are_linear_between_neighbours(double quantile, double expected) =>
        Assert.Equal(expected, Bootstrap.Quantile([1, 2, 3, 4, 5], quantile), 12);
}
