using IdClip.Encoding.Faces;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Swapping;

/// <summary>Ranks gallery photos of one identity.</summary>
internal static class SourceOrder
{
    // What a halving of the source's size below the target's, or of its sharpness below enough, is worth in degrees of pose.
    private const float DegreesPerHalving = 12;
    private const float DegreesForBlur = 10;
    private const float DegreesForDoubt = 100;
    private const float SharpEnough = 60;

    /// <summary>The least costly first; equal ones by the names of their files.</summary>
    public static IReadOnlyList<GalleryFace> By(IReadOnlyList<GalleryFace> sources, Func<Face, float> cost) =>
        [.. sources.OrderBy(source => cost(source.Face)).ThenBy(source => source.File, StringComparer.Ordinal)];

    /// <summary>What a source lacks in size, sharpness and the detector's confidence, in degrees.</summary>
    public static float Lack(Face target, Face source)
    {
        var smaller = MathF.Max(0, MathF.Log2(MathF.Max(target.Box.Width, 1) / MathF.Max(source.Box.Width, 1)));
        var blur = MathF.Max(0, MathF.Log2(SharpEnough / MathF.Max(source.Sharpness, 1)));
        return (DegreesPerHalving * smaller) + (DegreesForBlur * blur) + (DegreesForDoubt * (1 - source.Score));
    }
}
