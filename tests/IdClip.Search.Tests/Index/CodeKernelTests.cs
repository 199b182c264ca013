using IdClip.Search.Index;

namespace IdClip.Search.Tests.Index;

public sealed unsafe class CodeKernelTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(448)]
    [InlineData(4096)]
    public void Every_path_gives_the_plain_sum(int stride)
    {
        const int Rows = 48;
        var random = new Random(stride);
        var codes = new byte[Rows * stride];
        random.NextBytes(codes);
        var query = new sbyte[2 * stride];
        for (var i = 0; i < query.Length; i++)
            query[i] = (sbyte)random.Next(-127, 128);
        // The extremes come first: the largest sums that a 16-bit accumulator has to hold.
        codes.AsSpan(0, 2 * stride).Fill(0xFF);
        Check(codes, query, stride);
        query.AsSpan().Fill(127);
        Check(codes, query, stride);
        query.AsSpan().Fill(-127);
        Check(codes, query, stride);
    }

    private static void Check(byte[] codes, sbyte[] query, int stride)
    {
        var rows = codes.Length / stride;
        var products = new int[rows];
        foreach (var path in Enum.GetValues<KernelPath>().Where(CodeKernel.Supports))
            fixed (byte* code = codes)
            fixed (sbyte* numbers = query)
            fixed (int* results = products)
            {
                CodeKernel.Rows(path, code, stride, numbers, rows, results);
                for (var row = 0; row < rows; row++)
                {
                    var expected = Plain(codes.AsSpan(row * stride, stride), query);
                    Assert.Equal(expected, products[row]);
                    Assert.Equal(expected, CodeKernel.Row(path, code + row * stride, stride, numbers));
                }
                CheckGathered(path, code, stride, numbers, products);
            }
    }

    // Rows in any order and number, some twice.
    private static void CheckGathered(KernelPath path, byte* code, int stride, sbyte* query, int[] expected)
    {
        var gathered = stackalloc byte*[CodeKernel.Group];
        var products = stackalloc int[CodeKernel.Group];
        for (var count = 1; count <= CodeKernel.Group; count++)
        {
            for (var i = 0; i < count; i++)
                gathered[i] = code + (7 * i + count) % expected.Length * stride;
            CodeKernel.Gathered(path, gathered, count, stride, query, products);
            for (var i = 0; i < count; i++)
                Assert.Equal(expected[(7 * i + count) % expected.Length], products[i]);
        }
    }

    private static int Plain(ReadOnlySpan<byte> codes, sbyte[] query)
    {
        var sum = 0;
        for (var i = 0; i < query.Length; i++)
        {
            var pair = codes[i / 128 * 64 + i % 64];
            sum += query[i] * (i % 128 < 64 ? pair & 15 : pair >> 4);
        }
        return sum;
    }
}
