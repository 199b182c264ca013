namespace IdClip.Archive.Catalogue;

/// <summary>What a person is shown of one photo.</summary>
/// <param name="Id">The photo's id in the catalogue.</param>
/// <param name="Path">Absolute path of one file that holds it (a video for a frame).</param>
/// <param name="Width">Pixels of the upright photo.</param>
/// <param name="Height">Pixels of the upright photo.</param>
/// <param name="TakenAt">When it was taken, if known.</param>
/// <param name="FrameSeconds">Position in the video in seconds, null for a photo.</param>
/// <param name="Faces">Its faces, largest first.</param>
public sealed record PhotoDetails(
    long Id, string Path, int Width, int Height, DateTime? TakenAt, double? FrameSeconds, IReadOnlyList<FaceDetails> Faces);
