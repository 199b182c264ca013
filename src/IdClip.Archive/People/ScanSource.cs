namespace IdClip.Archive.People;

/// <summary>Something that an erasure scan reads.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Open">Its bytes, from the beginning.</param>
internal sealed record ScanSource(string Name, Func<Stream> Open);
