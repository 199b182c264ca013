using IdClip.Search.Index;

namespace IdClip.Search.Tests.Index;

public sealed class RotationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(128)]
    [InlineData(512)]
    [InlineData(768)]
    [InlineData(8192)]
    public void Keeps_inner_products_and_spreads_a_single_coordinate(int dimension)
    {
        var rotation = new Rotation(dimension);
        var a = MadeVectors.Gaussian(1, 1, dimension);
        var b = MadeVectors.Clustered(2, 1, dimension);
        var before = Dot(a, b);
        rotation.Apply(a);
        rotation.Apply(b);
        Assert.Equal(before, Dot(a, b), 4e-6);
        Assert.Equal(1, Dot(a, a), 4e-6);

        var single = new float[dimension];
        single[dimension / 3] = 1;
        rotation.Apply(single);
        Assert.True(single.Max(Math.Abs) <= (dimension == 1 ? 1 : 0.9), $"one coordinate kept {single.Max(Math.Abs)}");
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
