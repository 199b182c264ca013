using IdClip.Search.Index;

namespace IdClip.Search.Tests.Index;

/// <summary>The definition that the index has to meet: every vector's score, one by one, in plain scalar code.</summary>
internal static class BruteForce
{
    /// <summary>The reference inner product: fused multiply-adds in 32 lanes, lanes added by halving.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<float> lanes = stackalloc float[32];
        for (var i = 0; i < a.Length; i++)
            lanes[i % 32] = MathF.FusedMultiplyAdd(a[i], b[i], lanes[i % 32]);
        for (var half = 16; half >= 1; half /= 2)
            for (var i = 0; i < half; i++)
                lanes[i] += lanes[i + half];
        return lanes[0];
    }

    public static VectorHit[] Search(IEnumerable<(long Id, long Owner, ReadOnlyMemory<float> Vector)> rows, float[] query, int k) =>
        [.. rows.Select(row => new VectorHit(row.Id, row.Owner, Dot(query, row.Vector.Span)))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id).Take(k)];
}
