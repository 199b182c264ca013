namespace IdClip.Training.Runs;

/// <summary>What a run was made from, as its <c>run.json</c> keeps it. A run goes on only from the same origin.</summary>
/// <param name="Model">The base model's name.</param>
/// <param name="ModelSha256">Sha256 of its weights.</param>
/// <param name="TrainingSha256">Fingerprint of the training photos, captions and faces.</param>
/// <param name="ValidationSha256">Fingerprint of the validation photos, or null without them.</param>
/// <param name="Version">Version and git revision of IdClip.</param>
internal sealed record RunOrigin(string Model, string ModelSha256, string TrainingSha256, string? ValidationSha256, string Version);
