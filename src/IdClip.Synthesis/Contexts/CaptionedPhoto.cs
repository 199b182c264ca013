namespace IdClip.Synthesis.Contexts;

/// <summary>A photo with its captions, before anybody looked at it.</summary>
/// <param name="File">Its name as the captions' file has it, with forward slashes.</param>
/// <param name="Captions">The sentences.</param>
/// <param name="People">Annotated people with keypoints, or null where nobody counted; a crowd counts as many.</param>
internal sealed record CaptionedPhoto(string File, IReadOnlyList<string> Captions, int? People);
