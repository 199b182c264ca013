using IdClip.Search.Calibration;

namespace IdClip.Search.Tests.Calibration;

public sealed class LogisticCalibrationTests
{
    [Fact]
    public void The_fit_finds_the_law_that_made_the_pairs()
    {
        var random = new Random(5);
        var truth = new LogisticCalibration(12, -4);
        var x = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();
        var same = x.Select(s => random.NextDouble() < truth.Probability(s)).ToArray();

        var fit = LogisticCalibration.Fit(x, same, same.Count(s => s) / (double)same.Length);

        Assert.Equal(truth.Slope, fit.Slope, 0.3);
        Assert.Equal(truth.Intercept, fit.Intercept, 0.15);
    }

    [Fact]
    public void Another_prior_moves_the_intercept_by_its_log_odds()
    {
        var random = new Random(6);
        var truth = new LogisticCalibration(12, -6);
        var x = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();
        var same = x.Select(s => random.NextDouble() < truth.Probability(s)).ToArray();
        var share = same.Count(s => s) / (double)same.Length;

        var fit = LogisticCalibration.Fit(x, same, 0.05);

        Assert.Equal(truth.Intercept + Math.Log(0.05 / 0.95) - Math.Log(share / (1 - share)), fit.Intercept, 0.3);
    }

    [Fact]
    public void The_penalty_keeps_separable_pairs_finite()
    {
        var fit = LogisticCalibration.Fit([0.1, 0.2, 0.7, 0.8], [false, false, true, true], 0.5);

        Assert.True(double.IsFinite(fit.Slope));
        Assert.True(fit.Probability(0.2) < 0.1 && fit.Probability(0.7) > 0.9);
    }

    [Fact]
    public void Pairs_of_one_kind_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LogisticCalibration.Fit([0.1, 0.2], [false, false], 0.5));
        Assert.Throws<ArgumentException>(() => LogisticCalibration.Fit([0.1], [false, true], 0.5));
    }
}
