namespace IdClip.Archive.Ingest.Video;

/// <summary>A video could not be read; the message says why and what to do.</summary>
public sealed class VideoException(string message, Exception? inner = null) : Exception(message, inner);
