namespace IdClip.Archive.People.Files;

/// <summary>A photo file with its faces.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Faces">Its faces, by id.</param>
public sealed record FileFaces(string Path, IReadOnlyList<FileFace> Faces);
