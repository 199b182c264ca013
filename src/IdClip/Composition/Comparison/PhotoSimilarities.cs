using System.Numerics.Tensors;

namespace IdClip.Composition.Comparison;

/// <summary>Cosines of all photos to a query's text.</summary>
/// <param name="photos">The unit embedding of each photo.</param>
/// <param name="textOf">The unit embedding of the text of a query, by the query's number.</param>
internal sealed class PhotoSimilarities(IReadOnlyList<float[]> photos, Func<int, float[]> textOf)
{
    /// <summary>One cosine a photo.</summary>
    public float[] Of(int query)
    {
        var text = textOf(query);
        var similarities = new float[photos.Count];
        for (var photo = 0; photo < similarities.Length; photo++)
            similarities[photo] = TensorPrimitives.Dot(text, photos[photo]);
        return similarities;
    }
}
