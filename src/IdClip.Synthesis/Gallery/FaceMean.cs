using System.Numerics.Tensors;

namespace IdClip.Synthesis.Gallery;

/// <summary>Arithmetic of embeddings.</summary>
internal static class FaceMean
{
    /// <summary>The mean of unit vectors, made unit length again.</summary>
    public static float[] Of(IReadOnlyList<float[]> embeddings)
    {
        var sum = new float[embeddings[0].Length];
        foreach (var embedding in embeddings)
            TensorPrimitives.Add(sum, embedding, sum);
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
        return sum;
    }

    /// <summary>The cosine of unit vectors.</summary>
    public static float Cosine(float[] a, float[] b) => TensorPrimitives.Dot<float>(a, b);

    /// <summary>The faces without those unlike the rest: the one farthest from the mean of the others goes until all are near enough.</summary>
    public static List<GalleryFace> WithoutOutliers(IReadOnlyList<GalleryFace> faces, double minCosine)
    {
        var kept = faces.ToList();
        while (kept.Count > 2)
        {
            var worst = kept.MinBy(face => Likeness(kept, face))!;
            if (Likeness(kept, worst) >= minCosine)
                break;
            kept.Remove(worst);
        }

        // Two faces that differ say nothing of which is right.
        return kept.Count == 2 && Cosine(kept[0].Face.Embedding, kept[1].Face.Embedding) < minCosine ? [] : kept;
    }

    /// <summary>The first faces in the given order that enrolment would take together: each near enough to the mean of the others. Fewer than <paramref name="count"/> only if there are no such.</summary>
    public static List<GalleryFace> Agreeing(IReadOnlyList<GalleryFace> faces, int count, double minCosine)
    {
        foreach (var first in faces)
        {
            List<GalleryFace> chosen = [first];
            foreach (var face in faces.Where(face => face != first))
                if (chosen.Count < count && (List<GalleryFace>)[.. chosen, face] is var more && more.TrueForAll(one => Likeness(more, one) >= minCosine))
                    chosen = more;
            if (chosen.Count == count)
                return chosen;
        }

        return [];
    }

    private static float Likeness(List<GalleryFace> faces, GalleryFace face) =>
        Cosine(face.Face.Embedding, Of([.. faces.Where(other => other != face).Select(other => other.Face.Embedding)]));
}
