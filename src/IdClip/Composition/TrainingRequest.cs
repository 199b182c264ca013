using IdClip.Training.Configuration;

namespace IdClip.Composition;

/// <summary>What is to be trained, from what, and where to.</summary>
/// <param name="Configuration">The variant.</param>
/// <param name="Manifest">The photos that are learned from.</param>
/// <param name="Validation">The photos that checkpoints are chosen by, or null.</param>
/// <param name="People">The list of people with their enrolment photos.</param>
/// <param name="Faces">The recogniser, as <see cref="LocalFaceModel.Open"/> takes it.</param>
/// <param name="Output">The run's folder.</param>
/// <param name="Name">The name that the adapter is installed under.</param>
internal sealed record TrainingRequest(TrainingConfiguration Configuration, string Manifest, string? Validation, string People, string Faces, string Output, string Name);
