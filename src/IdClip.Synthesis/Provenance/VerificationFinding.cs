namespace IdClip.Synthesis.Provenance;

/// <summary>One thing that is wrong in a folder of synthetic photos.</summary>
/// <param name="File">The file, relative to the folder.</param>
/// <param name="Problem">What kind of thing it is.</param>
/// <param name="Details">One sentence for people.</param>
public sealed record VerificationFinding(string File, VerificationProblem Problem, string Details);
