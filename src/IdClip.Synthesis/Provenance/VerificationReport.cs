namespace IdClip.Synthesis.Provenance;

/// <summary>What a check of a folder of synthetic photos found.</summary>
/// <param name="Photos">Photos that the provenance lists.</param>
/// <param name="Good">Photos that are there, unchanged and marked.</param>
/// <param name="Findings">What is wrong, in the order of files; empty if nothing is.</param>
public sealed record VerificationReport(int Photos, int Good, IReadOnlyList<VerificationFinding> Findings);
