using IdClip.Encoding;
using IdClip.Evaluation.Protocol;

namespace IdClip.Composition.Comparison;

/// <summary>What is compared on what.</summary>
/// <param name="Test">Photos that are asked for; enrolment photos are left out of them.</param>
/// <param name="Validation">Photos that calibration and weights are fitted on, or null for those that ship.</param>
/// <param name="People">Everybody's enrolment.</param>
/// <param name="Model">The dual encoder's name.</param>
/// <param name="FaceModels">Recognisers for evidence of faces, at least one.</param>
/// <param name="Adapters">Names of adapters.</param>
internal sealed record ComparisonRequest(
    Manifest Test, Manifest? Validation, IReadOnlyList<Enrolment> People, string Model, IReadOnlyList<LocalFaceModel> FaceModels, IReadOnlyList<string> Adapters);
