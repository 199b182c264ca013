namespace IdClip.Training.Runs;

/// <summary>One photo of a run.</summary>
/// <param name="File">The file as the training set names it.</param>
/// <param name="Sha256">Lower-case hex sha256 of its bytes, or null where the set does not give it.</param>
internal sealed record RunPhoto(string File, string? Sha256);
