using IdClip.Search.Index;

namespace IdClip.Search.Tests.Index;

public sealed unsafe class ExactDotTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(512)]
    [InlineData(1056)]
    public void Vector_code_gives_the_bits_of_the_scalar_definition(int length)
    {
        var vectors = MadeVectors.Gaussian(length, 200, length);
        Span<float> four = stackalloc float[4];
        fixed (float* start = vectors)
            for (var row = 0; row < 190; row++)
            {
                var a = vectors.AsSpan(row * length, length);
                Assert.Equal(BruteForce.Dot(a, vectors.AsSpan((row + 5) * length, length)), ExactDot.Of(start + row * length, start + (row + 5) * length, length));
                ExactDot.OfFour(start + row * length, start + (row + 1) * length, length, four);
                for (var query = 0; query < 4; query++)
                    Assert.Equal(BruteForce.Dot(vectors.AsSpan((row + 1 + query) * length, length), a), four[query]);
            }
    }

    [Fact]
    public void Stays_near_the_real_inner_product()
    {
        const int Length = 512;
        var vectors = MadeVectors.Clustered(3, 300, Length);
        for (var row = 1; row < 300; row++)
        {
            double real = 0;
            for (var i = 0; i < Length; i++)
                real += (double)vectors[i] * vectors[row * Length + i];
            Assert.Equal(real, BruteForce.Dot(vectors.AsSpan(0, Length), vectors.AsSpan(row * Length, Length)), (Length / 32.0 + 6) / (1 << 24));
        }
    }
}
