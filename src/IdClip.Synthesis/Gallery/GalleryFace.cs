using IdClip.Encoding.Faces;

namespace IdClip.Synthesis.Gallery;

/// <summary>The one clear face of a gallery photo, which can be put into a context.</summary>
/// <param name="Identity">Whose face it is: the name of the identity's folder or of its metadata.</param>
/// <param name="File">The photo, relative to the gallery's folder, with forward slashes.</param>
/// <param name="Sha256">Lower-case hex hash of the photo's bytes.</param>
/// <param name="Face">The face, in pixels of the upright photo at its full size; its embedding is that of the recogniser that chooses.</param>
public sealed record GalleryFace(string Identity, string File, string Sha256, Face Face);
