namespace IdClip.Archive.People.Files;

/// <summary>A face of a photo with what people have said about it. The box is in shares of the upright picture.</summary>
/// <param name="FaceId">The face's id in the catalogue.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="IsClear">Whether it is large and sharp enough to recognise a person by.</param>
/// <param name="IsForgotten">Whether its person was forgotten; it can't be named again.</param>
/// <param name="Name">Who it is, where that was said.</param>
/// <param name="IsNot">Names of people whom it was said not to be.</param>
/// <param name="IsIgnored">Whether it was said to be nobody to ask for.</param>
public sealed record FileFace(
    long FaceId, double X, double Y, double Width, double Height, bool IsClear, bool IsForgotten, string? Name, IReadOnlyList<string> IsNot, bool IsIgnored);
