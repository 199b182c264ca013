namespace IdClip.Xmp.Exchange;

/// <summary>A face of which the file and the archive say different things; neither was changed.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="InFile">The name in the file.</param>
/// <param name="InArchive">What the archive has, in words.</param>
public sealed record FaceConflict(string Photo, string InFile, string InArchive);
