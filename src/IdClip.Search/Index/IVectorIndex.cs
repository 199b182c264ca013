namespace IdClip.Search.Index;

/// <summary>Unit vectors by id, searched by inner product. Each vector belongs to an owner: a face to its photo, a photo to itself.</summary>
/// <remarks>The seam between the exact index of one process and Milvus. Implementations are safe for one writer beside many readers.</remarks>
public interface IVectorIndex : IDisposable
{
    /// <summary>Numbers a vector.</summary>
    int Dimension { get; }

    /// <summary>Live vectors.</summary>
    long Count { get; }

    /// <summary>Adds vectors, replacing any of the same id; durable when it returns.</summary>
    /// <param name="ids">Ids, positive.</param>
    /// <param name="owners">The owner of each.</param>
    /// <param name="vectors">Row-major, <c>ids.Length x Dimension</c>, unit length.</param>
    void Upsert(ReadOnlySpan<long> ids, ReadOnlySpan<long> owners, ReadOnlySpan<float> vectors);

    /// <summary>Removes vectors; ids that are not there are ignored. Durable when it returns.</summary>
    /// <returns>How many were there.</returns>
    int Remove(ReadOnlySpan<long> ids);

    /// <summary>The <paramref name="k"/> vectors of greatest inner product with <paramref name="query"/>, best first; ties by smaller id.</summary>
    /// <param name="query">Dimension numbers.</param>
    /// <param name="k">At least 1; fewer come back where fewer live.</param>
    /// <param name="filter">Keeps the ids for which it is true; null keeps all.</param>
    IReadOnlyList<VectorHit> Search(ReadOnlySpan<float> query, int k, Func<long, bool>? filter = null);

    /// <summary>Exact inner products of every live vector with each query, in one pass over the data.</summary>
    /// <param name="queries">Row-major, <c>count x Dimension</c>.</param>
    /// <param name="count">Queries, at least 1.</param>
    /// <returns>Ids, owners and <c>Count x count</c> scores in one order.</returns>
    VectorScores ScoreAll(ReadOnlySpan<float> queries, int count);
}
