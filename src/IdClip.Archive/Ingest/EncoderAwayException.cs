namespace IdClip.Archive.Ingest;

/// <summary>The encoder can't be reached; later it may be.</summary>
public sealed class EncoderAwayException(string message, Exception inner) : ArchiveException(message, inner);
