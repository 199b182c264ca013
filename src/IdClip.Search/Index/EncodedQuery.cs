using System.Numerics.Tensors;

namespace IdClip.Search.Index;

/// <summary>A query in the three precisions that a search uses: as given, rotated, and rotated in 8 bits.</summary>
internal sealed class EncodedQuery
{
    /// <param name="layout">The index's layout.</param>
    /// <param name="rotation">The index's rotation.</param>
    /// <param name="query">Dimension numbers.</param>
    public EncodedQuery(IndexLayout layout, Rotation rotation, ReadOnlySpan<float> query)
    {
        Exact = GC.AllocateArray<float>(layout.VectorStride, pinned: true);
        query.CopyTo(Exact);
        Rotated = new float[layout.Dimension];
        query.CopyTo(Rotated);
        rotation.Apply(Rotated);
        Codes = GC.AllocateArray<sbyte>(layout.CodeStride * 2, pinned: true);

        var largest = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(Rotated));
        var scale = largest / 127;
        double error = 0, norm = 0;
        for (var i = 0; i < Rotated.Length; i++)
        {
            var code = scale > 0 ? (int)MathF.Round(Rotated[i] / scale) : 0;
            Codes[i] = (sbyte)Math.Clamp(code, -127, 127);
            CodeSum += Codes[i];
            var left = Rotated[i] - (double)scale * Codes[i];
            error += left * left;
            norm += (double)query[i] * query[i];
        }
        HalfScale = scale / 2;
        // 2^-20 covers the rounding of the conversions.
        CodeError = (float)(Math.Sqrt(error) * (1 + 1.0 / (1 << 20)));
        Norm = (float)(Math.Sqrt(norm) * (1 + 1.0 / (1 << 20)));
        Slack = (float)((layout.Dimension + 64.0) / (1 << 24) * 8 * Norm);
    }

    /// <summary>As given, zero-padded to the vector stride.</summary>
    public float[] Exact { get; }

    /// <summary>Rotated.</summary>
    public float[] Rotated { get; }

    /// <summary>Rotated in steps of 2 <see cref="HalfScale"/>, zero-padded.</summary>
    public sbyte[] Codes { get; }

    public int CodeSum { get; }

    /// <summary>Half the step of the codes: kernels work on 2 h - 15, an integer, in place of h - 7.5.</summary>
    public float HalfScale { get; }

    /// <summary>Norm of the rotated query less its codes, not less than the real one.</summary>
    public float CodeError { get; }

    /// <summary>Norm of the query, not less than the real one.</summary>
    public float Norm { get; }

    /// <summary>What all floating-point roundings together can change, the reference's own included: docs/index.md derives it.</summary>
    public float Slack { get; }

    /// <summary>What a block's centre adds to the score of each of its rows, with <see cref="Slack"/>.</summary>
    public float Offset(ReadOnlySpan<float> centre)
    {
        var sum = System.Numerics.Vector<double>.Zero;
        var i = 0;
        var width = System.Numerics.Vector<float>.Count;
        for (; i <= Rotated.Length - width; i += width)
        {
            System.Numerics.Vector.Widen(new System.Numerics.Vector<float>(Rotated, i), out var a, out var b);
            System.Numerics.Vector.Widen(new System.Numerics.Vector<float>(centre[i..]), out var c, out var d);
            sum += a * c + b * d;
        }
        var total = System.Numerics.Vector.Sum(sum);
        for (; i < Rotated.Length; i++)
            total += (double)Rotated[i] * centre[i];
        return (float)(total + Slack);
    }
}
