using System.Runtime.Intrinsics;

namespace IdClip.Search.Index;

/// <summary>The single-precision inner product that the whole index is exact to: fused multiply-adds in 32 lanes, summed by halving. Same bits on every processor.</summary>
/// <remarks>
/// Lane j sums the products i with i mod 32 = j in order of i; then lanes j and j+16 are added, then 8, 4, 2, 1 apart.
/// Its distance from the real inner product is at most (n/32 + 6) 2^-24 |a||b| to first order.
/// </remarks>
internal static unsafe class ExactDot
{
    /// <summary>Inner product of zero-padded vectors.</summary>
    /// <param name="a">Floats.</param>
    /// <param name="b">Floats.</param>
    /// <param name="length">A multiple of 32.</param>
    public static float Of(float* a, float* b, int length)
    {
        var low = Vector512<float>.Zero;
        var high = Vector512<float>.Zero;
        for (var i = 0; i < length; i += 32)
        {
            low = Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), low);
            high = Vector512.FusedMultiplyAdd(Vector512.Load(a + i + 16), Vector512.Load(b + i + 16), high);
        }
        return Sum(low + high);
    }

    /// <summary>Inner products of one row with four queries, each to the same bits as <see cref="Of"/>.</summary>
    public static void OfFour(float* row, float* queries, int length, Span<float> scores)
    {
        var q1 = queries + length;
        var q2 = q1 + length;
        var q3 = q2 + length;
        Vector512<float> a0 = default, b0 = default, a1 = default, b1 = default, a2 = default, b2 = default, a3 = default, b3 = default;
        for (var i = 0; i < length; i += 32)
        {
            var low = Vector512.Load(row + i);
            var high = Vector512.Load(row + i + 16);
            a0 = Vector512.FusedMultiplyAdd(low, Vector512.Load(queries + i), a0);
            b0 = Vector512.FusedMultiplyAdd(high, Vector512.Load(queries + i + 16), b0);
            a1 = Vector512.FusedMultiplyAdd(low, Vector512.Load(q1 + i), a1);
            b1 = Vector512.FusedMultiplyAdd(high, Vector512.Load(q1 + i + 16), b1);
            a2 = Vector512.FusedMultiplyAdd(low, Vector512.Load(q2 + i), a2);
            b2 = Vector512.FusedMultiplyAdd(high, Vector512.Load(q2 + i + 16), b2);
            a3 = Vector512.FusedMultiplyAdd(low, Vector512.Load(q3 + i), a3);
            b3 = Vector512.FusedMultiplyAdd(high, Vector512.Load(q3 + i + 16), b3);
        }
        scores[0] = Sum(a0 + b0);
        scores[1] = Sum(a1 + b1);
        scores[2] = Sum(a2 + b2);
        scores[3] = Sum(a3 + b3);
    }

    private static float Sum(Vector512<float> lanes)
    {
        var eight = lanes.GetLower() + lanes.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }
}
