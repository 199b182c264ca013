using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IdClip.Encoding.Pictures;

namespace IdClip.Synthesis.Swapping;

/// <summary>Reads a photo between its pixels: cubic where it is magnified, averaged over a pixel's area where it is reduced. Beyond the edge the edge's pixels repeat.</summary>
/// <param name="photo">The photo.</param>
/// <param name="mirrored">Whether x counts from the right edge.</param>
/// <param name="morph">Maps the pixels that are asked for to the photo's.</param>
internal readonly ref struct FaceSampler(RgbView photo, bool mirrored, FaceMorph morph)
{
    private const int MostSamples = 8;

    private readonly RgbView photo = photo;
    private readonly int samples = Math.Clamp((int)MathF.Ceiling(morph.Similarity.Scale - .2f), 1, MostSamples);

    /// <summary>Red, green and blue of a pixel of the target's photo, 0..255.</summary>
    public Vector128<float> Read(int x, int y)
    {
        var (u, v) = morph.Apply(x, y);
        if (samples == 1)
            return Cubic(Across(u), v);
        float a = morph.Similarity.A, b = morph.Similarity.B, step = 1f / samples;
        var sum = Vector128<float>.Zero;
        for (var j = 0; j < samples; j++)
        {
            for (var i = 0; i < samples; i++)
            {
                float dx = ((i + .5f) * step) - .5f, dy = ((j + .5f) * step) - .5f;
                sum += Linear(Across(u + (a * dx) - (b * dy)), v + (b * dx) + (a * dy));
            }
        }

        return sum / (samples * samples);
    }

    private float Across(float x) => mirrored ? photo.Width - 1 - x : x;

    private Vector128<float> Linear(float x, float y)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float right = x - left, low = y - top;
        var upper = (Pixel(left, top) * (1 - right)) + (Pixel(left + 1, top) * right);
        var lower = (Pixel(left, top + 1) * (1 - right)) + (Pixel(left + 1, top + 1) * right);
        return (upper * (1 - low)) + (lower * low);
    }

    private Vector128<float> Cubic(float x, float y)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        var (across, down) = (Weights(x - left), Weights(y - top));
        var sum = Vector128<float>.Zero;
        for (var j = 0; j < 4; j++)
        {
            var row = Vector128<float>.Zero;
            for (var i = 0; i < 4; i++)
                row += Pixel(left + i - 1, top + j - 1) * across[i];
            sum += row * down[j];
        }

        return sum;
    }

    /// <summary>Keys' cubic with a = -0.5.</summary>
    private static Vector128<float> Weights(float t)
    {
        float square = t * t, cube = square * t;
        return Vector128.Create(
            (-.5f * cube) + square - (.5f * t), (1.5f * cube) - (2.5f * square) + 1, (-1.5f * cube) + (2 * square) + (.5f * t), .5f * (cube - square));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> Pixel(int x, int y)
    {
        var at = (((nint)Math.Clamp(y, 0, photo.Height - 1) * photo.Width) + Math.Clamp(x, 0, photo.Width - 1)) * 3;
        ref var pixel = ref Unsafe.Add(ref MemoryMarshal.GetReference(photo.Pixels), at);
        return Vector128.ConvertToSingle(Vector128.Create(pixel, Unsafe.Add(ref pixel, 1), Unsafe.Add(ref pixel, 2), 0));
    }
}
