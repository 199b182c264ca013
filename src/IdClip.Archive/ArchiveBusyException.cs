namespace IdClip.Archive;

/// <summary>Somebody else is changing the archive; later it can be had.</summary>
public sealed class ArchiveBusyException(string message) : ArchiveException(message);
