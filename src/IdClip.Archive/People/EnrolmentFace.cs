namespace IdClip.Archive.People;

/// <summary>The one face of a photo to enrol from.</summary>
/// <param name="Photo">The path as given; null for an enrolment that the archive already has.</param>
/// <param name="Sha256">Hash of the file.</param>
/// <param name="Embedding">Unit length.</param>
/// <param name="Sharpness">Variance of the Laplacian.</param>
internal sealed record EnrolmentFace(string? Photo, byte[] Sha256, float[] Embedding, float Sharpness);
