using System.Numerics.Tensors;

namespace IdClip.Archive.Catalogue;

/// <summary>Embeddings of photos that were drawn at random and stand for all.</summary>
/// <param name="Embeddings">Of each photo drawn.</param>
/// <param name="Photos">How many they stand for.</param>
public sealed record EmbeddingSample(IReadOnlyList<float[]> Embeddings, int Photos)
{
    /// <summary>Inner products of the photos with queries.</summary>
    /// <param name="queries">Row-major.</param>
    /// <param name="count">Queries.</param>
    /// <returns>Row-major, photos x queries.</returns>
    public float[] Similarities(ReadOnlySpan<float> queries, int count)
    {
        var similarities = new float[Embeddings.Count * count];
        var width = queries.Length / count;
        for (var at = 0; at < similarities.Length; at++)
            similarities[at] = TensorPrimitives.Dot(Embeddings[at / count], queries.Slice(at % count * width, width));
        return similarities;
    }
}
