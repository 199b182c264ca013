namespace IdClip.Archive.People.Labels;

/// <summary>A label whose face is not among the detections any more, or whose picture is gone. It is kept and attaches when the face is found again.</summary>
/// <param name="Name">Who the face is said to be or not to be; null for an ignored or grouped face.</param>
/// <param name="Statement">What was said: <c>is</c>, <c>is not</c>, <c>ignored</c> or <c>grouped</c>.</param>
/// <param name="At">When it was said, UTC.</param>
/// <param name="Path">A file with the picture; null where the archive has none.</param>
/// <param name="X">Left edge of the face as a share of the picture's width.</param>
/// <param name="Y">Top edge as a share of its height.</param>
/// <param name="Width">Width, a share.</param>
/// <param name="Height">Height, a share.</param>
public sealed record UnattachedLabel(string? Name, string Statement, DateTime At, string? Path, float X, float Y, float Width, float Height);
