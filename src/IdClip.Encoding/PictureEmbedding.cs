namespace IdClip.Encoding;

/// <summary>A picture in the space of an image tower, or why it could not be read.</summary>
/// <param name="Embedding">Unit length; empty when <paramref name="Failure"/> is set.</param>
/// <param name="Failure">One sentence for people, or null.</param>
public sealed record PictureEmbedding(float[] Embedding, string? Failure);
