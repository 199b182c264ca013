using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>The place of one index of an archive: empty until the first vector tells its dimension.</summary>
internal interface IIndexSlot : IDisposable
{
    /// <summary>The open index, or null.</summary>
    IVectorIndex? Index { get; }

    /// <summary>Opens the index if there is one.</summary>
    /// <returns>False where there was one that could not be used and is gone.</returns>
    Task<bool> OpenAsync(CancellationToken ct);

    /// <summary>The open index, made if there is none.</summary>
    /// <param name="dimension">Numbers a vector.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<IVectorIndex> ForAsync(int dimension, CancellationToken ct);
}
