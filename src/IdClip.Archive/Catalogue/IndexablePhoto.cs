namespace IdClip.Archive.Catalogue;

/// <summary>A photo as the indexes take it.</summary>
/// <param name="Id">The photo's id in the catalogue; never used again for another photo.</param>
/// <param name="Embedding">Unit length, of the archive's image model.</param>
/// <param name="Faces">Its faces that have an embedding, those of forgotten people left out.</param>
/// <param name="TakenAt">When it was taken, if known.</param>
public sealed record IndexablePhoto(long Id, float[] Embedding, IReadOnlyList<IndexableFace> Faces, DateTime? TakenAt);
