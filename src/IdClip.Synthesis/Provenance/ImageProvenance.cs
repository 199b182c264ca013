using IdClip.Encoding.Faces;

namespace IdClip.Synthesis.Provenance;

/// <summary>Where a synthetic photo comes from and how good it is: one line of <c>provenance.jsonl</c>.</summary>
/// <param name="File">The photo, relative to the output, with forward slashes.</param>
/// <param name="Sha256">Lower-case hex hash of the photo's bytes.</param>
/// <param name="Split">The part of the set.</param>
/// <param name="Context">The captioned photo, relative to its folder.</param>
/// <param name="ContextSha256">Hash of the captioned photo's bytes.</param>
/// <param name="Identity">The identity's folder.</param>
/// <param name="Name">The identity's name, as the manifest has it.</param>
/// <param name="Source">The gallery photo, relative to the gallery.</param>
/// <param name="SourceSha256">Hash of the gallery photo's bytes.</param>
/// <param name="Swapper">Identity of the swapper.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Research">True if the gallery was used without stated licence or consent, for research.</param>
/// <param name="Attempt">Which source photo of the identity succeeded, 1 for the first.</param>
/// <param name="FailedAttempts">Why the sources before it failed, in order.</param>
/// <param name="Box">The new face, in the photo's pixels.</param>
/// <param name="Before">The original face, measured before the swap.</param>
/// <param name="After">The new face, measured in the written photo.</param>
public sealed record ImageProvenance(
    string File,
    string Sha256,
    Split Split,
    string Context,
    string ContextSha256,
    string Identity,
    string Name,
    string Source,
    string SourceSha256,
    string Swapper,
    long Seed,
    bool Research,
    int Attempt,
    IReadOnlyList<Rejection> FailedAttempts,
    FaceBox Box,
    FaceScores Before,
    FaceScores After)
{
    /// <summary>The list's name in the output.</summary>
    public const string FileName = "provenance.jsonl";

    /// <summary>How visible the swap's edge is, measured before the photo was compressed (<see cref="Swapping.SeamMeasure.GradientRatio"/>); about 1 where no seam shows, null where it was not measured.</summary>
    public float? Seam { get; init; }
}
