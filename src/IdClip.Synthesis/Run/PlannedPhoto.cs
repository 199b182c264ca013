using IdClip.Synthesis.Contexts;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Run;

/// <summary>A synthetic photo to make.</summary>
/// <param name="File">Its name in the output.</param>
/// <param name="Context">What it shows.</param>
/// <param name="Identity">Whom it shows.</param>
internal sealed record PlannedPhoto(string File, ContextPhoto Context, GalleryIdentity Identity);
