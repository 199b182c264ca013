using IdClip.Encoding.Faces;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Contexts;

/// <summary>A captioned photo of one person with one clear face.</summary>
/// <param name="File">Relative to the images' folder, with forward slashes.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Sha256">Hash of its bytes.</param>
/// <param name="Captions">The sentences.</param>
/// <param name="Attributes">What they tell of the person.</param>
/// <param name="Face">The face to be replaced.</param>
/// <param name="Split">Its part of the set.</param>
internal sealed record ContextPhoto(
    string File, string Path, string Sha256, IReadOnlyList<string> Captions, FaceAttributes Attributes, Face Face, Split Split);
