namespace IdClip.Archive.Ingest.Video;

/// <summary>A frame taken from a video.</summary>
/// <param name="File">A JPEG.</param>
/// <param name="Seconds">Its time in the video.</param>
/// <param name="IsKey">Whether it is kept whatever it shows.</param>
/// <param name="BeginsShot">Whether it is the first of a shot.</param>
internal readonly record struct VideoFrame(string File, double Seconds, bool IsKey, bool BeginsShot);
