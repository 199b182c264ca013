namespace IdClip.Encoding.Faces;

/// <summary>Rotation, uniform scale and shift: <c>x' = A x - B y + X</c>, <c>y' = B x + A y + Y</c>.</summary>
internal readonly record struct SimilarityTransform(float A, float B, float X, float Y)
{
    /// <summary>How much longer a length becomes.</summary>
    public float Scale => MathF.Sqrt((A * A) + (B * B));

    /// <summary>The transform that brings <paramref name="from"/> closest to <paramref name="to"/> (both x, y, x, y, ...) in least squares: Umeyama 1991 without reflection, which in the plane is one complex division.</summary>
    public static SimilarityTransform Fit(ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        var count = from.Length / 2;
        double fromX = 0, fromY = 0, toX = 0, toY = 0;
        for (var i = 0; i < count; i++)
        {
            fromX += from[2 * i] / count;
            fromY += from[(2 * i) + 1] / count;
            toX += to[2 * i] / count;
            toY += to[(2 * i) + 1] / count;
        }

        double real = 0, imaginary = 0, spread = 0;
        for (var i = 0; i < count; i++)
        {
            double x = from[2 * i] - fromX, y = from[(2 * i) + 1] - fromY, u = to[2 * i] - toX, v = to[(2 * i) + 1] - toY;
            real += (x * u) + (y * v);
            imaginary += (x * v) - (y * u);
            spread += (x * x) + (y * y);
        }

        var (a, b) = spread > 0 ? (real / spread, imaginary / spread) : (1, 0);
        return new((float)a, (float)b, (float)(toX - (a * fromX) + (b * fromY)), (float)(toY - (b * fromX) - (a * fromY)));
    }

    /// <summary>The transform back.</summary>
    public SimilarityTransform Inverse()
    {
        var square = (A * A) + (B * B);
        var (a, b) = (A / square, -B / square);
        return new(a, b, -((a * X) - (b * Y)), -((b * X) + (a * Y)));
    }

    /// <summary>Where a point goes.</summary>
    public (float X, float Y) Apply(float x, float y) => ((A * x) - (B * y) + X, (B * x) + (A * y) + Y);
}
