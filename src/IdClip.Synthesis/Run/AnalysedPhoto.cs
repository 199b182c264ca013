using IdClip.Encoding.Faces;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Run;

/// <summary>What was found in a photo; a line of the work folder's journal of photos.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Modified">When it was written, in ticks: a changed file is looked at again.</param>
/// <param name="Sha256">Hash of its bytes; empty if it could not be read.</param>
/// <param name="Faces">The largest two faces, which is all that the rules ask for.</param>
/// <param name="Attributes">What a model takes the largest face for; null without a model, without a face and for contexts.</param>
/// <param name="Failure">Why it could not be read, or null.</param>
internal sealed record AnalysedPhoto(string Path, long Length, long Modified, string Sha256, IReadOnlyList<Face> Faces, FaceAttributes? Attributes, string? Failure);
