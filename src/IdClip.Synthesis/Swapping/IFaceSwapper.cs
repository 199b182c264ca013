using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Swapping;

/// <summary>Puts one person's face in the place of another's. Implementations are thread-safe and deterministic.</summary>
public interface IFaceSwapper
{
    /// <summary>What goes into the provenance: the method with its version, or the method with the sha256 of its weights.</summary>
    string Name { get; }

    /// <summary>The sources in the order in which they are to be tried, the one that fits the target best first.</summary>
    /// <param name="target">The face to be replaced.</param>
    /// <param name="sources">Faces of one identity.</param>
    IReadOnlyList<GalleryFace> Order(Face target, IReadOnlyList<GalleryFace> sources);

    /// <summary>The context with the source's face in place of the target's; the context itself stays as it is.</summary>
    /// <param name="context">The photo that is changed.</param>
    /// <param name="target">The face in <paramref name="context"/>, in its pixels.</param>
    /// <param name="sourcePhoto">The gallery photo.</param>
    /// <param name="source">The face in <paramref name="sourcePhoto"/>, in its pixels.</param>
    /// <exception cref="SwapException">The faces can't be brought together, for example because a landmark lies far outside its photo.</exception>
    RgbPicture Swap(RgbPicture context, Face target, RgbPicture sourcePhoto, GalleryFace source);
}
