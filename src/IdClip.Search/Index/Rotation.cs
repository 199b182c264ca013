using System.Numerics.Tensors;

namespace IdClip.Search.Index;

/// <summary>A fixed orthogonal map that spreads every vector's energy evenly over its coordinates: random signs and Walsh-Hadamard transforms.</summary>
/// <remarks>
/// Inner products stay; what changes is that no coordinate stands out (CLIP embeddings have a few that do), so that a 4-bit step fits all of them.
/// Where the dimension is no power of two, the transform covers the first and the last 2^n coordinates in turn (the Kac walk of RaBitQ's library).
/// </remarks>
internal sealed class Rotation
{
    private const int Rounds = 3;
    private readonly float[][] _signs;
    private readonly int _dimension;
    private readonly int _span;

    public Rotation(int dimension)
    {
        _dimension = dimension;
        _span = 1 << System.Numerics.BitOperations.Log2((uint)dimension);
        var scale = (float)(1 / Math.Sqrt(_span));
        // A fixed generator, spelt out: the signs belong to the file format and must never change with a library.
        var state = 0x9E3779B97F4A7C15UL;
        var rounds = _span == dimension ? 1 : Rounds;
        _signs = new float[rounds][];
        for (var round = 0; round < rounds; round++)
        {
            var offset = OffsetOf(round);
            var signs = new float[dimension];
            for (var i = 0; i < dimension; i++)
            {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                var sign = (state & 1) == 0 ? 1f : -1f;
                signs[i] = i >= offset && i < offset + _span ? sign * scale : sign;
            }
            _signs[round] = signs;
        }
    }

    /// <summary>Rotates in place.</summary>
    /// <param name="vector">Dimension numbers.</param>
    public void Apply(Span<float> vector)
    {
        for (var round = 0; round < _signs.Length; round++)
        {
            TensorPrimitives.Multiply(vector, _signs[round], vector);
            Hadamard(vector.Slice(OffsetOf(round), _span));
        }
    }

    private int OffsetOf(int round) => round % 2 == 0 ? 0 : _dimension - _span;

    private static void Hadamard(Span<float> values)
    {
        Span<float> sum = stackalloc float[Math.Min(values.Length, 4096)];
        for (var half = values.Length / 2; half >= 16; half /= 2)
            for (var start = 0; start < values.Length; start += 2 * half)
            {
                var a = values.Slice(start, half);
                var b = values.Slice(start + half, half);
                var s = sum[..half];
                TensorPrimitives.Add(a, b, s);
                TensorPrimitives.Subtract(a, b, b);
                s.CopyTo(a);
            }
        for (var half = Math.Min(8, values.Length / 2); half >= 1; half /= 2)
            for (var start = 0; start < values.Length; start += 2 * half)
                for (var i = start; i < start + half; i++)
                    (values[i], values[i + half]) = (values[i] + values[i + half], values[i] - values[i + half]);
    }
}
