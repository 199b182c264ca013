using static TorchSharp.torch;

namespace IdClip.Training.Tests;

/// <summary>Relative differences, printed and asserted.</summary>
internal static class Closeness
{
    /// <summary>The largest difference, relative to the largest expected value.</summary>
    public static void AssertClose(string what, Tensor expected, Tensor actual, double tolerance = 1e-4)
    {
        Assert.Equal(expected.shape, actual.shape);
        var worst = ((expected - actual).abs().max() / expected.abs().max()).item<float>();
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {worst:e2}");
        Assert.True(worst <= tolerance, $"{what}: relative difference {worst}");
    }

    /// <summary>The length of the difference, relative to the expected length.</summary>
    public static void AssertCloseInLength(string what, Tensor expected, Tensor actual, double tolerance = 1e-4)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = ((expected - actual).norm() / expected.norm()).item<float>();
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {difference:e2}");
        Assert.True(difference <= tolerance, $"{what}: relative difference {difference}");
    }

    public static void AssertClose(string what, double expected, double actual, double tolerance = 1e-4)
    {
        var difference = Math.Abs(expected - actual) / Math.Abs(expected);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {difference:e2}");
        Assert.True(difference <= tolerance, $"{what}: {actual} instead of {expected}");
    }
}
