namespace IdClip.Archive.Ingest.Run;

/// <summary>A photo to store.</summary>
/// <param name="Seconds">Its time in the video, null for a picture.</param>
/// <param name="Encoding">What the encoder found.</param>
internal sealed record EncodedFrame(double? Seconds, PhotoEncoding Encoding);
