using IdClip.Archive.Catalogue;

namespace IdClip.Archive.Albums;

/// <summary>What was seen in a photo that is not of the archive, for an album to search by.</summary>
/// <param name="Scene">The image model's embedding, unit length; null where its scene is not looked for.</param>
/// <param name="Faces">Unit embeddings of faces of people nobody has enrolled; the others are names in the query.</param>
/// <param name="Models">The models that saw it.</param>
public sealed record AlbumExample(float[]? Scene, IReadOnlyList<float[]> Faces, ArchiveModelNames Models)
{
    /// <summary>Nothing is looked for.</summary>
    public bool IsEmpty => Scene is null && Faces.Count == 0;
}
