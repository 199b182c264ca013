using IdClip.Encoding.Faces;

namespace IdClip.Encoding;

/// <summary>What the models see in one picture, or why they could not look.</summary>
/// <param name="Width">Width of the upright photo in pixels.</param>
/// <param name="Height">Height of the upright photo in pixels.</param>
/// <param name="Embedding">The image tower's embedding, unit length; empty when <paramref name="Failure"/> is set.</param>
/// <param name="Faces">Detected faces, largest first.</param>
/// <param name="TakenAt">EXIF DateTimeOriginal, if the file has one.</param>
/// <param name="Failure">Why the file could not be read (one sentence for people), or null.</param>
public sealed record EncodedPhoto(int Width, int Height, float[] Embedding, IReadOnlyList<Face> Faces, DateTime? TakenAt, string? Failure)
{
    /// <summary>256 bits by which near-copies are found: those of copies differ in few. Empty when <see cref="Failure"/> is set.</summary>
    public byte[] DifferenceHash { get; init; } = [];
}
