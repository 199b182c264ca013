using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Blending;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Swapping;

/// <summary>Swaps faces without a network: the source's inner face is warped onto the target's landmarks, given its colours (L*a*b*) and cloned seamlessly (Poisson). Thread-safe; the same inputs give the same bytes.</summary>
public sealed class WarpSwapper : IFaceSwapper
{
    // A cut outline must leave this part of each direction, or what identifies a person is missing.
    private const float LeastRadius = .55f;

    // The part of the outline whose colours are compared: brows to mouth, nearly all skin.
    private const float Core = .7f;

    // A mirrored face has its parting and moles on the wrong side, which is worth these degrees of pose.
    private const float MirrorPrice = 4;

    private readonly WarpSettings settings;

    /// <summary>Makes a swapper.</summary>
    public WarpSwapper() : this(new WarpSettings())
    {
    }

    internal WarpSwapper(WarpSettings settings) => this.settings = settings;

    /// <inheritdoc/>
    public string Name => "warp/1";

    /// <inheritdoc/>
    /// <remarks>Nearest in pose first, where a photo may be mirrored; small, blurred and doubtful faces count as further away.</remarks>
    public IReadOnlyList<GalleryFace> Order(Face target, IReadOnlyList<GalleryFace> sources)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sources);
        return SourceOrder.By(sources, source => PoseDistance(target, source) + SourceOrder.Lack(target, source));
    }

    /// <inheritdoc/>
    public RgbPicture Swap(RgbPicture context, Face target, RgbPicture sourcePhoto, GalleryFace source)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sourcePhoto);
        ArgumentNullException.ThrowIfNull(source);
        var mirrored = BetterMirrored(FacePose.Of(target.Landmarks), FacePose.Of(source.Face.Landmarks));
        var landmarks = mirrored ? Mirror(source.Face.Landmarks, sourcePhoto.Width) : source.Face.Landmarks;
        var morph = FaceMorph.Fit(target.Landmarks, landmarks, settings.Exactness);
        var contour = Cut(FaceContour.Of(target.Landmarks).Times(settings.Size), FaceContour.Of(landmarks).Times(settings.Size), morph, context, sourcePhoto);
        var patch = Patch.Around(contour, context);
        patch.Fill(new FaceSampler(sourcePhoto.View, mirrored, morph));
        patch.Draw(contour.Times(Core), settings.Feather);
        var apart = LabTransfer.Apply(patch.Source, patch.Target, patch.Opacity);
        patch.Draw(BorderSearch.Best(contour, (x, y) => patch.At(apart, x, y), settings), settings.Feather);
        for (var channel = 0; channel < 3; channel++)
            PoissonBlend.Blend(patch.Source[channel], patch.Target[channel], patch.Mask, settings.Hold);
        return patch.PutInto(context);
    }

    private static float PoseDistance(Face target, Face source)
    {
        var (wanted, given) = (FacePose.Of(target.Landmarks), FacePose.Of(source.Landmarks));
        return MathF.Min(wanted.DistanceTo(given), wanted.DistanceTo(given.InMirror()));
    }

    private static bool BetterMirrored(FacePose target, FacePose source) => target.DistanceTo(source.InMirror()) + MirrorPrice < target.DistanceTo(source);

    private static float[] Mirror(float[] landmarks, int width) =>
    [
        width - 1 - landmarks[2], landmarks[3], width - 1 - landmarks[0], landmarks[1], width - 1 - landmarks[4], landmarks[5],
        width - 1 - landmarks[8], landmarks[9], width - 1 - landmarks[6], landmarks[7],
    ];

    /// <summary>Draws the target's outline in to where the source's ends, and both to inside of their photos.</summary>
    private static FaceContour Cut(FaceContour target, FaceContour source, FaceMorph morph, RgbPicture context, RgbPicture photo)
    {
        var radii = new float[FaceContour.Directions];
        for (var direction = 0; direction < radii.Length; direction++)
        {
            var whole = target.Radii[direction];
            var radius = whole;
            for (; radius >= LeastRadius * whole; radius -= .02f * whole)
            {
                var (x, y) = target.Point(direction, radius);
                if (x < 1 || y < 1 || x > context.Width - 2 || y > context.Height - 2)
                    continue;
                var (u, v) = morph.Apply(x, y);
                if (u >= 0 && v >= 0 && u <= photo.Width - 1 && v <= photo.Height - 1 && source.Depth(u, v) >= -.1f * source.Radii[0])
                    break;
            }

            if (radius < LeastRadius * whole)
                throw new SwapException("a part of one of the faces lies outside its photo, or the two look in too different directions");
            radii[direction] = radius;
        }

        return target.With(Smooth(radii));
    }

    /// <summary>Each distance becomes the least of its surroundings, averaged: an outline without dents that stays inside the cut.</summary>
    private static float[] Smooth(float[] radii)
    {
        const int Reach = 3;
        var count = radii.Length;
        var least = new float[count];
        for (var i = 0; i < count; i++)
        {
            least[i] = float.MaxValue;
            for (var j = -Reach; j <= Reach; j++)
                least[i] = MathF.Min(least[i], radii[(i + j + count) % count]);
        }

        var smooth = new float[count];
        for (var i = 0; i < count; i++)
            for (var j = -Reach; j <= Reach; j++)
                smooth[i] += least[(i + j + count) % count] / ((2 * Reach) + 1);
        return smooth;
    }
}
