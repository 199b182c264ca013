namespace IdClip.Archive.Ingest;

/// <summary>A file or folder that could not be read.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Reason">Why, in a sentence for people.</param>
public sealed record IngestFailure(string Path, string Reason);
