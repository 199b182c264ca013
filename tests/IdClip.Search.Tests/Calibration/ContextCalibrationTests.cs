using IdClip.Search.Calibration;

namespace IdClip.Search.Tests.Calibration;

public sealed class ContextCalibrationTests
{
    private static readonly ContextCalibration Rule = new(1.5, 2, 0.1, 0.05, 30);

    [Fact]
    public void In_a_large_archive_its_own_distribution_decides()
    {
        var random = new Random(1);
        // Sum of twelve uniform numbers: mean .5, deviation .02.
        var similarities = Enumerable.Range(0, 100_000).Select(_ => (float)(0.5 + 0.02 * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6))).ToArray();

        var fit = Rule.For(similarities);

        Assert.Equal(0.5, fit.Probability(0.54), 0.01);
        Assert.Equal(1 / (1 + Math.Exp(3)), fit.Probability(0.5), 0.01);
    }

    [Fact]
    public void In_a_tiny_archive_the_model_s_typical_figures_decide()
    {
        Assert.Equal(0.5, Rule.For([]).Probability(0.2), 1e-9);
        // One photo has no spread of its own; it must not become certain or impossible by that.
        Assert.InRange(Rule.For([0.2f]).Probability(0.2), 0.4, 0.6);
    }

    [Fact]
    public void Equal_photos_get_a_finite_probability()
    {
        var p = Rule.For(Enumerable.Repeat(0.3f, 1000).ToArray()).Probability(0.3);

        Assert.InRange(p, 0, 1);
    }
}
