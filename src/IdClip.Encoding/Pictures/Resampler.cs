using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IdClip.Encoding.Pictures;

/// <summary>Pillow's separable resize from 8-bit RGB straight into a network's float planes. Rows are read once; nothing is allocated a picture but the weights of a new size.</summary>
internal static class Resampler
{
    private const int WeightsKept = 64;
    private static readonly ConcurrentDictionary<(int Input, int Output, ResampleKernel Kernel), ResampleWeights> Weights = new();

    /// <summary>Resizes <paramref name="source"/> to <paramref name="width"/> x <paramref name="height"/> and writes the window that starts at (<paramref name="left"/>, <paramref name="top"/>) to the upper left of <paramref name="target"/>; pixels of the target outside it stay.</summary>
    public static void Resize(RgbView source, int width, int height, int left, int top, PlanarImage target, ResampleKernel kernel)
    {
        var across = Get(source.Width, width, kernel);
        var down = Get(source.Height, height, kernel);
        int columns = Math.Min(width - left, target.Width), rows = Math.Min(height - top, target.Height);
        var rowLength = source.Width * 3;
        // Three floats are read as four: the last pixel needs one float behind it.
        var stride = rowLength + 4;
        var ring = down.Together;
        var rented = ArrayPool<float>.Shared.Rent(stride * (ring + 1));
        try
        {
            var levels = rented.AsSpan(0, rowLength);
            var sums = rented.AsSpan(stride, stride * ring);
            sums.Clear();
            int next = top, end = top + rows;
            for (var y = down.First(top); next < end; y++)
            {
                ToFloat(source.Row(y), levels);
                for (var o = next; o < end && down.First(o) <= y; o++)
                {
                    var weights = down.Of(o);
                    var sum = sums.Slice(o % ring * stride, rowLength);
                    if (y - down.First(o) < weights.Length)
                        TensorPrimitives.MultiplyAdd(levels, weights[y - down.First(o)], sum, sum);
                }

                for (; next < end && down.First(next) + down.Of(next).Length - 1 <= y; next++)
                {
                    var sum = sums.Slice(next % ring * stride, stride);
                    Across(sum, across, left, columns, target[next - top]);
                    sum.Clear();
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static void Across(ReadOnlySpan<float> row, ResampleWeights across, int left, int columns, PlanarImage.Row target)
    {
        ref var pixels = ref MemoryMarshal.GetReference(row);
        for (var x = 0; x < columns; x++)
        {
            var weights = across.Of(left + x);
            var at = (nuint)(across.First(left + x) * 3);
            var sum = Vector128<float>.Zero;
            foreach (var weight in weights)
            {
                sum = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref pixels, at), Vector128.Create(weight), sum);
                at += 3;
            }

            target.Set(x, sum);
        }
    }

    private static void ToFloat(ReadOnlySpan<byte> levels, Span<float> values)
    {
        ref var from = ref MemoryMarshal.GetReference(levels);
        ref var to = ref MemoryMarshal.GetReference(values);
        nuint i = 0;
        for (; i + 16 <= (nuint)levels.Length; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, i));
            var ((a, b), (c, d)) = (Vector128.Widen(low), Vector128.Widen(high));
            Vector128.ConvertToSingle(a.AsInt32()).StoreUnsafe(ref to, i);
            Vector128.ConvertToSingle(b.AsInt32()).StoreUnsafe(ref to, i + 4);
            Vector128.ConvertToSingle(c.AsInt32()).StoreUnsafe(ref to, i + 8);
            Vector128.ConvertToSingle(d.AsInt32()).StoreUnsafe(ref to, i + 12);
        }

        for (; i < (nuint)levels.Length; i++)
            values[(int)i] = levels[(int)i];
    }

    private static ResampleWeights Get(int input, int output, ResampleKernel kernel)
    {
        // An archive of a thousand picture sizes must not keep a thousand tables.
        if (Weights.Count >= WeightsKept)
            Weights.Clear();
        return Weights.GetOrAdd((input, output, kernel), static key => new ResampleWeights(key.Input, key.Output, key.Kernel));
    }
}
