namespace IdClip.Encoding.Pictures;

/// <summary>For each output position of one axis, which input positions it sums and by what weights (Pillow's <c>precompute_coeffs</c>).</summary>
internal sealed class ResampleWeights
{
    private readonly int[] first;
    private readonly int[] start;
    private readonly float[] weights;

    public ResampleWeights(int input, int output, ResampleKernel kernel)
    {
        var scale = (double)input / output;
        var widened = Math.Max(scale, 1);
        var support = (kernel == ResampleKernel.Bicubic ? 2 : 1) * widened;
        first = new int[output];
        start = new int[output + 1];
        var all = new List<float>(output * (int)Math.Ceiling((2 * support) + 1));
        Span<double> taps = new double[(int)Math.Ceiling(2 * support) + 2];
        for (var o = 0; o < output; o++)
        {
            var centre = (o + .5) * scale;
            var from = Math.Max(0, (int)(centre - support + .5));
            var to = Math.Min(input, (int)(centre + support + .5));
            double sum = 0;
            for (var i = from; i < to; i++)
                sum += taps[i - from] = Weight(kernel, (i - centre + .5) / widened);
            // Zero weights at the ends are common (always so when nothing changes size) and cost as much as others.
            int low = 0, high = to - from;
            while (high - low > 1 && Math.Abs(taps[low]) < 1e-9)
                low++;
            while (high - low > 1 && Math.Abs(taps[high - 1]) < 1e-9)
                high--;
            first[o] = from + low;
            for (var i = low; i < high; i++)
                all.Add((float)(taps[i] / sum));
            start[o + 1] = all.Count;
        }

        weights = [.. all];
        Output = output;
        Together = Math.Min(output, (int)Math.Ceiling((2 * support + 1) / scale) + 2);
    }

    /// <summary>Length of the output axis.</summary>
    public int Output { get; }

    /// <summary>An upper bound of how many outputs share one input position.</summary>
    public int Together { get; }

    /// <summary>The first input position of output <paramref name="o"/>.</summary>
    public int First(int o) => first[o];

    /// <summary>The weights of the input positions from <see cref="First"/> on.</summary>
    public ReadOnlySpan<float> Of(int o) => weights.AsSpan(start[o], start[o + 1] - start[o]);

    private static double Weight(ResampleKernel kernel, double x)
    {
        x = Math.Abs(x);
        if (kernel == ResampleKernel.Bilinear)
            return x < 1 ? 1 - x : 0;
        const double A = -.5;
        return x < 1 ? ((((A + 2) * x) - (A + 3)) * x * x) + 1
            : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A
            : 0;
    }
}
