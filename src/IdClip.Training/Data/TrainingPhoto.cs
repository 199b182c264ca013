namespace IdClip.Training.Data;

/// <summary>One photo of one known person, as a line of a manifest gives it.</summary>
/// <param name="File">The file, as the pixels' reader knows it.</param>
/// <param name="Person">Whom it shows.</param>
/// <param name="Context">The scene it shares with photos of other people, or null where it has none.</param>
/// <param name="Captions">Sentences that describe it without names; at least one.</param>
/// <param name="Sha256">Lower-case hex sha256 of the file, or null where it is not known: a run goes on only with the same photos.</param>
public sealed record TrainingPhoto(string File, string Person, string? Context, IReadOnlyList<string> Captions, string? Sha256 = null);
