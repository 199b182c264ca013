using System.Numerics;
using System.Numerics.Tensors;

namespace IdClip.Search.Index;

/// <summary>Codes a rotated, centred vector y in 4 + 4 bits a number: y ~ s1 (h - 7.5) + s2 (l - 7.5), with the norms of what each step leaves.</summary>
internal sealed class RowCode(IndexLayout layout)
{
    // Steps of a 4-bit uniform quantiser in standard deviations: .335 is best for a normal distribution, the others for flatter and heavier tails.
    private static readonly float[] CoarseSteps = [0.335f, 0.30f, 0.37f, 0.26f, 0.42f, 0.22f, 0.50f];
    private static readonly float[] FineSteps = [1f, 0.8f, 0.6f, 0.45f];

    private readonly float[] _residual = new float[layout.Dimension];
    private readonly float[] _levels = new float[layout.Dimension];
    private readonly float[] _trial = new float[layout.Dimension];

    /// <summary>Step of the coarse code, s1.</summary>
    public float CoarseScale { get; private set; }

    /// <summary>Step of the fine code, s2.</summary>
    public float FineScale { get; private set; }

    /// <summary>Norm of y less its coarse code, not less than the real one.</summary>
    public float CoarseResidual { get; private set; }

    /// <summary>Norm of y less both codes, not less than the real one.</summary>
    public float FineResidual { get; private set; }

    /// <summary>The larger norm of the two approximations, not less than the real one.</summary>
    public float CodeNorm { get; private set; }

    /// <summary>Codes one vector.</summary>
    /// <param name="centred">y, dimension numbers.</param>
    /// <param name="coarse">Receives the coarse codes, two a byte.</param>
    /// <param name="fine">Receives the fine codes, two a byte.</param>
    public void Encode(ReadOnlySpan<float> centred, Span<byte> coarse, Span<byte> fine)
    {
        coarse.Clear();
        fine.Clear();
        var deviation = TensorPrimitives.Norm(centred) / MathF.Sqrt(centred.Length);
        CoarseScale = BestStep(centred, CoarseSteps, deviation);
        var norm1 = Quantise(centred, CoarseScale, coarse, _residual);
        CoarseResidual = Up(Math.Sqrt(SumOfSquares(_residual)));

        var largest = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(_residual)) / 7.5f;
        FineScale = BestStep(_residual, FineSteps, largest);
        Quantise(_residual, FineScale, fine, _trial);
        var left = SumOfSquares(_trial);
        FineResidual = Up(Math.Sqrt(left));

        TensorPrimitives.Subtract(centred, _trial, _trial);
        CodeNorm = Up(Math.Sqrt(Math.Max(norm1, SumOfSquares(_trial))));
    }

    /// <summary>Packs the two hot bounds as upper halves of floats, rounded up: 8 significant bits are plenty for a bound.</summary>
    public uint PackBounds() => UpperHalf(CoarseResidual) << 16 | UpperHalf(CodeNorm);

    private static float BestStep(ReadOnlySpan<float> values, float[] factors, float unit)
    {
        if (!(unit > 1e-20f))
            return 0;
        var (best, least) = (0f, float.MaxValue);
        foreach (var factor in factors)
        {
            var error = Error(values, factor * unit);
            if (error < least)
                (best, least) = (factor * unit, error);
        }
        return best;
    }

    // Only picks the step, so plain single precision is enough here.
    private static float Error(ReadOnlySpan<float> values, float step)
    {
        var inverse = new Vector<float>(1 / step);
        var width = new Vector<float>(step);
        var (lowest, highest, half) = (new Vector<float>(-7.5f), new Vector<float>(7.5f), new Vector<float>(0.5f));
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(values[i..]);
            var level = Vector.Min(Vector.Max(Vector.Floor(value * inverse) + half, lowest), highest);
            var error = value - level * width;
            sum += error * error;
        }
        var total = Vector.Sum(sum);
        for (; i < values.Length; i++)
        {
            var error = values[i] - Math.Clamp(MathF.Floor(values[i] / step) + 0.5f, -7.5f, 7.5f) * step;
            total += error * error;
        }
        return total;
    }

    // Returns the squared norm of the approximation; residual = values - approximation.
    private double Quantise(ReadOnlySpan<float> values, float step, Span<byte> codes, Span<float> residual)
    {
        if (step == 0)
        {
            values.CopyTo(residual);
            return 0;
        }
        TensorPrimitives.Divide(values, step, _levels);
        TensorPrimitives.Floor(_levels, _levels);
        TensorPrimitives.Min(_levels, 7f, _levels);
        TensorPrimitives.Max(_levels, -8f, _levels);
        for (var i = 0; i < _levels.Length; i++)
        {
            var code = (int)_levels[i] + 8;
            codes[i / 128 * 64 + i % 64] |= (byte)(i % 128 < 64 ? code : code << 4);
        }
        TensorPrimitives.Add(_levels, 0.5f, _levels);
        TensorPrimitives.Multiply(_levels, step, _levels);
        TensorPrimitives.Subtract(values, _levels, residual);
        return SumOfSquares(_levels);
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out var low, out var high);
            sum += low * low + high * high;
        }
        var total = Vector.Sum(sum);
        for (; i < values.Length; i++)
            total += (double)values[i] * values[i];
        return total;
    }

    // A relative 2^-20 covers the roundings of the subtraction above (2^-24 each) and of this conversion.
    private static float Up(double norm) => (float)(norm * (1 + 1.0 / (1 << 20)));

    private static uint UpperHalf(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits >> 16) + ((bits & 0xFFFF) == 0 ? 0u : 1u);
    }
}
