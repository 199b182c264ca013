using IdClip.Synthesis.Blending;

namespace IdClip.Synthesis.Tests.Blending;

public sealed class MembraneSolverTests
{
    [Fact]
    public void A_blend_equals_the_direct_solution_of_the_poisson_equation()
    {
        const int Side = 14;
        var (source, target, mask) = Scene(Side, Side);
        var expected = Direct(source, target, mask);

        PoissonBlend.Blend(source, target, mask, hold: float.PositiveInfinity);

        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], mask.Values[i] == 1 ? source.Values[i] : target.Values[i], PoissonBlend.Tolerance);
    }

    [Fact]
    public void Over_several_levels_a_plane_is_continued_exactly()
    {
        // A linear function is harmonic, so the solution is known at any size.
        const int Width = 333, Height = 250;
        var (_, _, mask) = Scene(Width, Height);
        var values = new Plane(Width, Height);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                values[x, y] = mask[x, y] == 1 ? -1000 : (.3f * x) - (.2f * y);

        MembraneSolver.Solve(values, mask, .05f);

        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                Assert.Equal((.3f * x) - (.2f * y), values[x, y], .05f);
    }

    [Fact]
    public void An_empty_mask_changes_nothing()
    {
        var (source, target, mask) = Scene(20, 10);
        mask.Values.AsSpan().Clear();
        var before = source.Values.ToArray();
        PoissonBlend.Blend(source, target, mask, hold: 80);
        Assert.Equal(before, source.Values);
    }

    /// <summary>Two unlike pictures and a disc with a notch.</summary>
    private static (Plane Source, Plane Target, Plane Mask) Scene(int width, int height)
    {
        Plane source = new(width, height), target = new(width, height), mask = new(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                source[x, y] = 90 + (40 * MathF.Sin(x * .9f)) + (3 * y);
                target[x, y] = 120 + (25 * MathF.Cos(y * .7f)) - (2 * x);
                float u = ((x + .5f) / width) - .5f, v = ((y + .5f) / height) - .5f;
                mask[x, y] = (u * u) + (v * v) < .17f && !(u > 0 && MathF.Abs(v) < .1f) ? 1 : 0;
            }
        }

        return (source, target, mask);
    }

    /// <summary>Gauss elimination in double on: 4 f - neighbours of f = 4 s - neighbours of s inside, f = target outside.</summary>
    private static double[] Direct(Plane source, Plane target, Plane mask)
    {
        int width = source.Width, count = source.Values.Length;
        var matrix = new double[count, count + 1];
        for (var i = 0; i < count; i++)
        {
            matrix[i, i] = 1;
            matrix[i, count] = target.Values[i];
            if (mask.Values[i] == 0)
                continue;
            matrix[i, i] = 4;
            matrix[i, count] = 4 * source.Values[i];
            foreach (var neighbour in (int[])[i - 1, i + 1, i - width, i + width])
            {
                matrix[i, neighbour] = -1;
                matrix[i, count] -= source.Values[neighbour];
            }
        }

        for (var pivot = 0; pivot < count; pivot++)
        {
            for (var row = 0; row < count; row++)
            {
                var factor = row == pivot ? 0 : matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; factor != 0 && column <= count; column++)
                    matrix[row, column] -= factor * matrix[pivot, column];
            }
        }

        return [.. Enumerable.Range(0, count).Select(i => matrix[i, count] / matrix[i, i])];
    }
}
