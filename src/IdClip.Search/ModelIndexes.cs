using IdClip.Archive.Catalogue;

namespace IdClip.Search;

/// <summary>The indexes of one pair of models.</summary>
/// <param name="place">Where they are.</param>
/// <param name="models">The models.</param>
internal sealed class ModelIndexes(IIndexPlace place, ArchiveModelNames models) : IDisposable
{
    private const string PhotoKind = "photos", FaceKind = "faces";

    public ArchiveModelNames Models { get; } = models;

    public IIndexSlot Photos { get; } = place.Slot(PhotoKind, models.Image);

    public IIndexSlot Faces { get; } = place.Slot(FaceKind, models.Face);

    /// <summary>Opens those that are there.</summary>
    /// <returns>False where one could not be used and is gone.</returns>
    public async Task<bool> OpenAsync(CancellationToken ct) => await Photos.OpenAsync(ct) & await Faces.OpenAsync(ct);

    /// <summary>Opens those that another process made after <see cref="OpenAsync"/>.</summary>
    public async Task OpenMissingAsync(CancellationToken ct)
    {
        if (Photos.Index is null)
            await Photos.OpenAsync(ct);
        if (Faces.Index is null)
            await Faces.OpenAsync(ct);
    }

    /// <summary>Deletes those of other models.</summary>
    public async Task DeleteOthersAsync(CancellationToken ct)
    {
        await place.DeleteOthersAsync(PhotoKind, [Models.Image], ct);
        await place.DeleteOthersAsync(FaceKind, [Models.Face], ct);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Photos.Dispose();
        Faces.Dispose();
    }
}
