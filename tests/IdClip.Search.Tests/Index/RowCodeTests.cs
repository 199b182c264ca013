using IdClip.Search.Index;

namespace IdClip.Search.Tests.Index;

public sealed class RowCodeTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(500)]
    [InlineData(512)]
    public void Residual_norms_are_not_below_the_real_ones(int dimension)
    {
        var layout = new IndexLayout(dimension);
        var code = new RowCode(layout);
        var vectors = MadeVectors.Mixed(5, 400, dimension);
        var (coarse, fine) = (new byte[layout.CodeStride], new byte[layout.CodeStride]);
        for (var row = 0; row < 400; row++)
        {
            var vector = vectors.AsSpan(row * dimension, dimension);
            code.Encode(vector, coarse, fine);
            double left1 = 0, left2 = 0, norm1 = 0, norm2 = 0;
            for (var i = 0; i < dimension; i++)
            {
                var shift = i % 128 < 64 ? 0 : 4;
                var first = code.CoarseScale * ((coarse[i / 128 * 64 + i % 64] >> shift & 15) - 7.5);
                var both = first + code.FineScale * ((fine[i / 128 * 64 + i % 64] >> shift & 15) - 7.5);
                left1 += Math.Pow(vector[i] - first, 2);
                left2 += Math.Pow(vector[i] - both, 2);
                norm1 += first * first;
                norm2 += both * both;
            }
            // 1e-6 is far within the slack that every bound gets on top.
            Assert.True(code.CoarseResidual >= Math.Sqrt(left1) - 1e-6, $"row {row}: {code.CoarseResidual} < {Math.Sqrt(left1)}");
            Assert.True(code.FineResidual >= Math.Sqrt(left2) - 1e-6, $"row {row}: {code.FineResidual} < {Math.Sqrt(left2)}");
            Assert.True(code.CodeNorm >= Math.Sqrt(Math.Max(norm1, norm2)) - 1e-6);
            Assert.True(IndexBlock.Residual(code.PackBounds()) >= code.CoarseResidual);
            Assert.True(IndexBlock.CodeNorm(code.PackBounds()) >= code.CodeNorm);
            Assert.True(code.FineResidual <= code.CoarseResidual && code.CoarseResidual <= 1.001);
        }
    }

    [Fact]
    public void Four_bits_leave_a_tenth_of_a_normal_vector_and_eight_a_fiftieth()
    {
        var code = new RowCode(new IndexLayout(512));
        var (coarse, fine) = (new byte[256], new byte[256]);
        code.Encode(MadeVectors.Gaussian(9, 1, 512), coarse, fine);
        Assert.InRange(code.CoarseResidual, 0.09, 0.12);
        Assert.InRange(code.FineResidual, 0.005, 0.03);
    }
}
