namespace IdClip.Archive.Ingest;

/// <summary>What an encoder found in one file, or why it could not look.</summary>
/// <param name="Width">Width of the upright photo in pixels.</param>
/// <param name="Height">Height of the upright photo in pixels.</param>
/// <param name="Embedding">Unit length; empty when <paramref name="Failure"/> is set.</param>
/// <param name="Faces">Detected faces, largest first.</param>
/// <param name="TakenAt">When the photo was taken, if the file says so.</param>
/// <param name="Failure">Why the file could not be read, or null.</param>
public sealed record PhotoEncoding(
    int Width, int Height, float[] Embedding, IReadOnlyList<FaceEncoding> Faces, DateTime? TakenAt, string? Failure)
{
    /// <summary>Bits by which near-copies are found (<see cref="Catalogue.DifferenceHash"/>); null where the encoder does not make them, and the photo is nobody's copy then.</summary>
    public byte[]? DifferenceHash { get; init; }
}
