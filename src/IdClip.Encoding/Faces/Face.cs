namespace IdClip.Encoding.Faces;

/// <summary>A detected face with its embedding.</summary>
/// <param name="Box">Where it is, in pixels of the upright photo at its full size.</param>
/// <param name="Landmarks">Ten numbers, x and y of: right eye, left eye, nose tip, right mouth corner, left mouth corner (the person's right; YuNet's order), same pixels as <paramref name="Box"/>.</param>
/// <param name="Score">The detector's confidence, 0..1.</param>
/// <param name="Sharpness">Variance of the Laplacian of the aligned 112 px grey crop; under 20 or so is blurred.</param>
/// <param name="Embedding">Unit length; 128 numbers for SFace, 512 for FaceNet.</param>
public sealed record Face(FaceBox Box, float[] Landmarks, float Score, float Sharpness, float[] Embedding);
