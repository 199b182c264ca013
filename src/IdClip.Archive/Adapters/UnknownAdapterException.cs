namespace IdClip.Archive.Adapters;

/// <summary>There is no adapter of that name or of those weights where photos are encoded.</summary>
public sealed class UnknownAdapterException(string message) : ArchiveException(message);
