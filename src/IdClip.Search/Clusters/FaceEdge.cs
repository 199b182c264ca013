namespace IdClip.Search.Clusters;

/// <summary>Two faces that are like each other, by their places in a list.</summary>
/// <param name="A">One face.</param>
/// <param name="B">The other.</param>
/// <param name="Cosine">How much.</param>
internal readonly record struct FaceEdge(int A, int B, float Cosine);
