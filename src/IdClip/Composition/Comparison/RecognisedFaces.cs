using IdClip.Encoding;

namespace IdClip.Composition.Comparison;

/// <summary>What one recogniser sees in the photos of a set.</summary>
/// <param name="Model">The recogniser.</param>
/// <param name="Identity">Lower-case hex sha256 of its file.</param>
/// <param name="Faces">For each photo the embeddings of its faces.</param>
internal sealed record RecognisedFaces(LocalFaceModel Model, string Identity, IReadOnlyList<IReadOnlyList<float[]>> Faces);
