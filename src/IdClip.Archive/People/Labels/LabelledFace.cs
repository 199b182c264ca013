using IdClip.Archive.Catalogue;

namespace IdClip.Archive.People.Labels;

/// <summary>A face with what people have said about it.</summary>
/// <param name="Face">The face.</param>
/// <param name="Photo">The photo it is in.</param>
/// <param name="PersonId">Who it was named, or null.</param>
/// <param name="IsIgnored">Whether it is nobody to ask for.</param>
public sealed record LabelledFace(FaceDetails Face, PhotoDetails Photo, long? PersonId, bool IsIgnored);
