namespace IdClip.Search.Evidence;

/// <summary>How well a photo fits the words of a query.</summary>
/// <param name="Similarity">Cosine of photo and text, -1..1; comparable within one query only.</param>
/// <param name="Probability">The similarity calibrated against all photos of the archive for this query, 0..1.</param>
public sealed record ContextEvidence(double Similarity, double Probability);
