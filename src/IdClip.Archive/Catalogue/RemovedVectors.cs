namespace IdClip.Archive.Catalogue;

/// <summary>Vectors that are gone from the catalogue and may still be in an index.</summary>
/// <param name="PhotoIds">Photos whose files are gone, or that were encoded anew under another id.</param>
/// <param name="FaceIds">Faces of such photos, and faces of forgotten people.</param>
public sealed record RemovedVectors(IReadOnlyList<long> PhotoIds, IReadOnlyList<long> FaceIds);
