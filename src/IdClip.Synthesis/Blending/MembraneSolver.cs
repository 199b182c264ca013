using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace IdClip.Synthesis.Blending;

/// <summary>Solves Laplace's equation (five-point) inside a mask by conjugate gradients, from coarse to fine: each level starts at the next coarser one's solution (the cascadic multigrid of Bornemann and Deuflhard 1996).</summary>
internal static class MembraneSolver
{
    private const int Coarsest = 24;
    private const int MostSteps = 2000;

    /// <summary>Fills <paramref name="values"/> where <paramref name="mask"/> is 1 so that each is the mean of its four neighbours; where it is 0 they are given and stay.</summary>
    /// <param name="values">Given values and, on return, the solution.</param>
    /// <param name="mask">1 or 0; 0 in the outermost rows and columns.</param>
    /// <param name="tolerance">Roughly the largest error of a value.</param>
    public static void Solve(Plane values, Plane mask, float tolerance)
    {
        if (Math.Min(values.Width, values.Height) >= 2 * Coarsest)
        {
            var (coarse, coarseMask) = (Halve(values, mask), HalveMask(mask));
            Solve(coarse, coarseMask, tolerance);
            for (var y = 1; y < values.Height - 1; y++)
                for (var x = 1; x < values.Width - 1; x++)
                    if (mask[x, y] != 0)
                        values[x, y] = Between(coarse, (x - .5f) / 2, (y - .5f) / 2);
        }
        else
        {
            var mean = OutsideMean(values, mask);
            for (var i = 0; i < values.Values.Length; i++)
                if (mask.Values[i] != 0)
                    values.Values[i] = mean;
        }

        Refine(values, mask, tolerance);
    }

    /// <summary>Conjugate gradients on A x = 0, where A is four times a value less its neighbours, restricted to the mask.</summary>
    private static void Refine(Plane values, Plane mask, float tolerance)
    {
        int width = values.Width, height = values.Height;
        Plane residual = new(width, height), direction = new(width, height), product = new(width, height);
        Apply(values, mask, residual);
        TensorPrimitives.Negate(residual.Values, residual.Values);
        residual.Values.CopyTo(direction.Values, 0);
        var square = TensorPrimitives.SumOfSquares<float>(residual.Values);
        // A residual r spread over a region of n cells displaces values by up to n r / (4 pi), so what is left must be small against the region, not only a cell.
        var inside = Math.Max(1, TensorPrimitives.Sum<float>(mask.Values));
        var enough = tolerance * tolerance / inside;
        for (var step = 0; step < MostSteps && square > enough; step++)
        {
            Apply(direction, mask, product);
            var size = square / TensorPrimitives.Dot<float>(direction.Values, product.Values);
            TensorPrimitives.MultiplyAdd(direction.Values, size, values.Values, values.Values);
            TensorPrimitives.MultiplyAdd(product.Values, -size, residual.Values, residual.Values);
            var before = square;
            square = TensorPrimitives.SumOfSquares<float>(residual.Values);
            TensorPrimitives.MultiplyAdd(direction.Values, square / before, residual.Values, direction.Values);
        }
    }

    private static void Apply(Plane from, Plane mask, Plane to)
    {
        var width = from.Width;
        ref var input = ref MemoryMarshal.GetArrayDataReference(from.Values);
        ref var inside = ref MemoryMarshal.GetArrayDataReference(mask.Values);
        ref var output = ref MemoryMarshal.GetArrayDataReference(to.Values);
        for (var y = 1; y < from.Height - 1; y++)
        {
            var i = (nuint)((y * width) + 1);
            var end = (nuint)(((y + 1) * width) - 1);
            var stride = (nuint)width;
            for (; i + (nuint)Vector<float>.Count <= end; i += (nuint)Vector<float>.Count)
            {
                var around = Vector.LoadUnsafe(ref input, i - 1) + Vector.LoadUnsafe(ref input, i + 1) + Vector.LoadUnsafe(ref input, i - stride) + Vector.LoadUnsafe(ref input, i + stride);
                (((4 * Vector.LoadUnsafe(ref input, i)) - around) * Vector.LoadUnsafe(ref inside, i)).StoreUnsafe(ref output, i);
            }

            for (; i < end; i++)
            {
                var at = (int)i;
                var around = from.Values[at - 1] + from.Values[at + 1] + from.Values[at - width] + from.Values[at + width];
                to.Values[at] = ((4 * from.Values[at]) - around) * mask.Values[at];
            }
        }
    }

    /// <summary>The given values averaged over blocks of 2 x 2, unknowns left out.</summary>
    private static Plane Halve(Plane values, Plane mask)
    {
        var half = new Plane((values.Width + 1) / 2, (values.Height + 1) / 2);
        for (var y = 0; y < half.Height; y++)
        {
            for (var x = 0; x < half.Width; x++)
            {
                float sum = 0, count = 0;
                for (var v = 2 * y; v < Math.Min((2 * y) + 2, values.Height); v++)
                {
                    for (var u = 2 * x; u < Math.Min((2 * x) + 2, values.Width); u++)
                    {
                        var given = 1 - mask[u, v];
                        sum += given * values[u, v];
                        count += given;
                    }
                }

                half[x, y] = count > 0 ? sum / count : 0;
            }
        }

        return half;
    }

    /// <summary>A block is unknown only where all of it is.</summary>
    private static Plane HalveMask(Plane mask)
    {
        var half = new Plane((mask.Width + 1) / 2, (mask.Height + 1) / 2);
        for (var y = 1; y < half.Height - 1; y++)
            for (var x = 1; x < half.Width - 1; x++)
                half[x, y] = mask[2 * x, 2 * y] * mask[(2 * x) + 1, 2 * y] * mask[2 * x, (2 * y) + 1] * mask[(2 * x) + 1, (2 * y) + 1];
        return half;
    }

    private static float Between(Plane plane, float x, float y)
    {
        int left = (int)x, top = (int)y;
        int right = Math.Min(left + 1, plane.Width - 1), low = Math.Min(top + 1, plane.Height - 1);
        float across = x - left, down = y - top;
        var upper = (plane[left, top] * (1 - across)) + (plane[right, top] * across);
        var lower = (plane[left, low] * (1 - across)) + (plane[right, low] * across);
        return (upper * (1 - down)) + (lower * down);
    }

    private static float OutsideMean(Plane values, Plane mask)
    {
        float sum = 0, count = 0;
        for (var i = 0; i < values.Values.Length; i++)
        {
            sum += (1 - mask.Values[i]) * values.Values[i];
            count += 1 - mask.Values[i];
        }

        return count > 0 ? sum / count : 0;
    }
}
