namespace IdClip.Archive.Ingest;

/// <summary>One face an encoder found; pixels are those of the upright photo at its full size.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Landmarks">Ten numbers: x and y of right eye, left eye, nose tip, right and left mouth corner.</param>
/// <param name="Score">Detector confidence, 0..1.</param>
/// <param name="Sharpness">Variance of the Laplacian of the aligned crop.</param>
/// <param name="Embedding">Unit length.</param>
public sealed record FaceEncoding(
    float X, float Y, float Width, float Height, float[] Landmarks, float Score, float Sharpness, float[] Embedding);
