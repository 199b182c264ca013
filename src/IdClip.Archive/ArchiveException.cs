namespace IdClip.Archive;

/// <summary>The archive cannot do what was asked; the message says why and what to do.</summary>
public class ArchiveException(string message, Exception? inner = null) : Exception(message, inner);
