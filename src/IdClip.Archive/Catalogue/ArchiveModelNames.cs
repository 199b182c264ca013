namespace IdClip.Archive.Catalogue;

/// <summary>The models an archive's embeddings are of.</summary>
/// <param name="Image">Identity of the image tower.</param>
/// <param name="Face">Identity of the face recogniser.</param>
public sealed record ArchiveModelNames(string Image, string Face);
