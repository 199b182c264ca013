namespace IdClip.Archive.Ingest.Video;

/// <summary>A frame taken from a video.</summary>
/// <param name="File">A JPEG.</param>
/// <param name="Seconds">Its time in the video.</param>
internal readonly record struct VideoFrame(string File, double Seconds);
