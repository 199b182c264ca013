using System.Runtime.Intrinsics;

namespace IdClip.Synthesis.Blending;

/// <summary>Gives one picture the mean and the spread of colours of another (Reinhard, Ashikhmin, Gooch and Shirley 2001), in CIE L*a*b*.</summary>
internal static class LabTransfer
{
    // More contrast than this brings out the noise of a flat photo; less wipes features away.
    private const float LowestGain = .7f;
    private const float HighestGain = 1.4f;

    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(level => ToLinear(level / 255f))];

    /// <summary>Changes <paramref name="source"/> all over by what the weighted pixels say.</summary>
    /// <param name="source">Red, green and blue planes, 0..255.</param>
    /// <param name="target">Planes of the same size.</param>
    /// <param name="weights">How much a pixel counts, 0..1.</param>
    /// <returns>How far apart the two pictures' colours are now, per pixel (CIE 1976 delta E).</returns>
    public static Plane Apply(Plane[] source, Plane[] target, Plane weights)
    {
        var from = ToLab(source);
        var to = ToLab(target);
        var (fromMean, fromSpread) = Moments(from, weights.Values);
        var (toMean, toSpread) = Moments(to, weights.Values);
        var gain = Vector128.Min(Vector128.Max(toSpread / Vector128.Max(fromSpread, Vector128.Create(1e-3f)), Vector128.Create(LowestGain)), Vector128.Create(HighestGain));
        var apart = new Plane(weights.Width, weights.Height);
        for (var i = 0; i < from.Length; i++)
        {
            var matched = ((from[i] - fromMean) * gain) + toMean;
            var rgb = ToRgb(matched);
            for (var channel = 0; channel < 3; channel++)
                source[channel].Values[i] = rgb[channel];
            apart.Values[i] = MathF.Sqrt(Vector128.Dot(matched - to[i], matched - to[i]));
        }

        return apart;
    }

    internal static Vector128<float> ToLab(float red, float green, float blue)
    {
        float r = Lookup(red), g = Lookup(green), b = Lookup(blue);
        float x = Root(((.4124564f * r) + (.3575761f * g) + (.1804375f * b)) / .95047f),
            y = Root((.2126729f * r) + (.7151522f * g) + (.0721750f * b)),
            z = Root(((.0193339f * r) + (.1191920f * g) + (.9503041f * b)) / 1.08883f);
        return Vector128.Create((116 * y) - 16, 500 * (x - y), 200 * (y - z), 0);
    }

    internal static Vector128<float> ToRgb(Vector128<float> lab)
    {
        var fy = (lab[0] + 16) / 116;
        float x = Cube(fy + (lab[1] / 500)) * .95047f, y = Cube(fy), z = Cube(fy - (lab[2] / 200)) * 1.08883f;
        return Vector128.Create(
            ToLevel((3.2404542f * x) - (1.5371385f * y) - (.4985314f * z)),
            ToLevel((-.9692660f * x) + (1.8760108f * y) + (.0415560f * z)),
            ToLevel((.0556434f * x) - (.2040259f * y) + (1.0572252f * z)),
            0);
    }

    private static Vector128<float>[] ToLab(Plane[] planes)
    {
        var lab = new Vector128<float>[planes[0].Values.Length];
        for (var i = 0; i < lab.Length; i++)
            lab[i] = ToLab(planes[0].Values[i], planes[1].Values[i], planes[2].Values[i]);
        return lab;
    }

    private static (Vector128<float> Mean, Vector128<float> Spread) Moments(Vector128<float>[] lab, float[] weights)
    {
        Vector128<float> sum = default, squares = default;
        float total = 0;
        for (var i = 0; i < lab.Length; i++)
        {
            sum += lab[i] * weights[i];
            total += weights[i];
        }

        var mean = sum / Math.Max(total, 1e-3f);
        for (var i = 0; i < lab.Length; i++)
            squares += (lab[i] - mean) * (lab[i] - mean) * weights[i];
        return (mean, Vector128.Sqrt(squares / Math.Max(total, 1e-3f)));
    }

    private static float Lookup(float level)
    {
        level = Math.Clamp(level, 0, 255);
        var low = (int)level;
        var high = Math.Min(low + 1, 255);
        return Linear[low] + ((Linear[high] - Linear[low]) * (level - low));
    }

    private static float ToLinear(float value) => value <= .04045f ? value / 12.92f : MathF.Pow((value + .055f) / 1.055f, 2.4f);

    private static float ToLevel(float linear) =>
        255 * Math.Clamp(linear <= .0031308f ? 12.92f * linear : (1.055f * MathF.Pow(linear, 1 / 2.4f)) - .055f, 0, 1);

    private static float Root(float value) => value > .008856f ? MathF.Cbrt(value) : (7.787f * value) + (16f / 116);

    private static float Cube(float value) => value > .206893f ? value * value * value : (value - (16f / 116)) / 7.787f;
}
