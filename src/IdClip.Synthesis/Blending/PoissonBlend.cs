namespace IdClip.Synthesis.Blending;

/// <summary>Seamless cloning (Perez, Gangnet and Blake 2003): inside a mask the picture whose gradients are the source's and whose border is the target's. It is found as source + e, where e is the difference at the border continued harmonically inwards, which is the same equation with a smooth unknown.</summary>
internal static class PoissonBlend
{
    /// <summary>Largest error of a level in the result, on the scale of the planes (0..255).</summary>
    public const float Tolerance = .1f;

    /// <summary>Replaces <paramref name="source"/> inside the mask.</summary>
    /// <param name="source">One plane of levels; on return the blended plane inside the mask, unchanged outside.</param>
    /// <param name="target">The plane it is put into.</param>
    /// <param name="mask">1 inside, 0 outside; 0 in the outermost rows and columns.</param>
    /// <param name="hold">Differences at the border well under this many levels are bridged whole, those well over it hardly: there the border runs over hair or background, which would bleed into the face.</param>
    public static void Blend(Plane source, Plane target, Plane mask, float hold)
    {
        var difference = new Plane(source.Width, source.Height);
        for (var i = 0; i < difference.Values.Length; i++)
        {
            var bridged = target.Values[i] - source.Values[i];
            difference.Values[i] = bridged * MathF.Exp(-(bridged / hold) * (bridged / hold));
        }

        MembraneSolver.Solve(difference, mask, Tolerance);
        for (var i = 0; i < source.Values.Length; i++)
            source.Values[i] += mask.Values[i] * difference.Values[i];
    }
}
