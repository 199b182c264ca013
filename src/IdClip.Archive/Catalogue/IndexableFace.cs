namespace IdClip.Archive.Catalogue;

/// <summary>A face as the face index takes it.</summary>
/// <param name="Id">The face's id in the catalogue; never used again for another face.</param>
/// <param name="Embedding">Unit length, of the archive's face model.</param>
public sealed record IndexableFace(long Id, float[] Embedding);
