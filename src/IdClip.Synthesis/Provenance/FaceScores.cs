namespace IdClip.Synthesis.Provenance;

/// <summary>Measures of one face.</summary>
/// <param name="Detector">The detector's confidence, 0..1.</param>
/// <param name="Sharpness">Variance of the Laplacian.</param>
/// <param name="Identity">Cosine to the mean of the wanted identity's enrolment photos, by the recogniser that chooses.</param>
/// <param name="Original">Cosine to the original face, by the same; 1 for itself.</param>
/// <param name="JudgeIdentity">As <paramref name="Identity"/>, by the recogniser that was not used to choose; null without one.</param>
/// <param name="JudgeOriginal">As <paramref name="Original"/>, by that recogniser.</param>
public sealed record FaceScores(
    float Detector, float Sharpness, float Identity, float Original, float? JudgeIdentity, float? JudgeOriginal);
