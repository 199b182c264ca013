namespace IdClip.Archive.People;

/// <summary>Nobody of that name is enrolled.</summary>
public sealed class UnknownPersonException(string message) : ArchiveException(message);
