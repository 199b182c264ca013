namespace IdClip.Archive.Ingest.Video;

/// <summary>A frame of a video that was looked at.</summary>
/// <param name="Seconds">Its time in the video.</param>
/// <param name="BeginsShot">Whether it is the first of a shot.</param>
/// <param name="IsKey">Whether it is kept whatever it shows.</param>
/// <param name="Faces">Its faces.</param>
internal readonly record struct SeenFrame(double Seconds, bool BeginsShot, bool IsKey, IReadOnlyList<FaceEncoding> Faces);
