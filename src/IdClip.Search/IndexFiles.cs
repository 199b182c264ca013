using IdClip.Archive.Catalogue;

namespace IdClip.Search;

/// <summary>The index files of one pair of models.</summary>
/// <param name="folder">The archive's folder of index files.</param>
/// <param name="models">The models.</param>
internal sealed class IndexFiles(string folder, ArchiveModelNames models) : IDisposable
{
    public ArchiveModelNames Models { get; } = models;

    public IndexFileSlot Photos { get; } = new(folder, "photos", models.Image);

    public IndexFileSlot Faces { get; } = new(folder, "faces", models.Face);

    /// <summary>Opens the files that are there.</summary>
    /// <returns>False where a damaged file was deleted.</returns>
    public bool Open() => Photos.Open() & Faces.Open();

    /// <summary>Opens files that another process made after <see cref="Open"/>.</summary>
    public void OpenMissing()
    {
        if (Photos.Index is null)
            Photos.Open();
        if (Faces.Index is null)
            Faces.Open();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Photos.Dispose();
        Faces.Dispose();
    }
}
