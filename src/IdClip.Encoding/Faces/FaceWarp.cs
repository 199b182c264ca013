using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IdClip.Encoding.Pictures;

namespace IdClip.Encoding.Faces;

/// <summary>Cuts a turned and scaled square out of a photo.</summary>
internal static class FaceWarp
{
    private const int MostSamples = 8;

    /// <summary>Fills <paramref name="target"/>; <paramref name="toPhoto"/> maps its pixels to the photo's. Outside the photo is black.</summary>
    public static void Cut(RgbView photo, SimilarityTransform toPhoto, PlanarImage target)
    {
        // One bilinear sample a pixel would alias when a large face is reduced, so each pixel averages a grid of them.
        var samples = Math.Clamp((int)MathF.Ceiling((toPhoto.Scale / 1.5f) - .01f), 1, MostSamples);
        var share = Vector128.Create(1f / (samples * samples));
        var step = 1f / samples;
        for (var y = 0; y < target.Height; y++)
        {
            var row = target[y];
            for (var x = 0; x < target.Width; x++)
            {
                var sum = Vector128<float>.Zero;
                for (var j = 0; j < samples; j++)
                    for (var i = 0; i < samples; i++)
                    {
                        var (px, py) = toPhoto.Apply(x - .5f + ((i + .5f) * step), y - .5f + ((j + .5f) * step));
                        sum += Sample(photo, px, py);
                    }

                row.Set(x, sum * share);
            }
        }
    }

    private static Vector128<float> Sample(RgbView photo, float x, float y)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float right = x - left, low = y - top;
        var upper = (Pixel(photo, left, top) * (1 - right)) + (Pixel(photo, left + 1, top) * right);
        var lower = (Pixel(photo, left, top + 1) * (1 - right)) + (Pixel(photo, left + 1, top + 1) * right);
        return (upper * (1 - low)) + (lower * low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pixel(RgbView photo, int x, int y)
    {
        if ((uint)x >= (uint)photo.Width || (uint)y >= (uint)photo.Height)
            return Vector128<float>.Zero;
        ref var pixel = ref Unsafe.Add(ref MemoryMarshal.GetReference(photo.Pixels), (((nint)y * photo.Width) + x) * 3);
        return Vector128.ConvertToSingle(Vector128.Create(pixel, Unsafe.Add(ref pixel, 1), Unsafe.Add(ref pixel, 2), 0));
    }
}
