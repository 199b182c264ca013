namespace IdClip.Search.Index;

/// <summary>Unit vectors by id, searched by inner product. Each vector belongs to an owner: a face to its photo, a photo to itself.</summary>
/// <remarks>
/// The seam between the exact index of one process and Milvus. Implementations are safe for one writer beside many readers, and a call sees
/// what earlier ones wrote. What a remote index asks of its service ends by a deadline, and fails with an <see cref="IndexServiceException"/>.
/// </remarks>
public interface IVectorIndex : IDisposable
{
    /// <summary>Numbers a vector.</summary>
    int Dimension { get; }

    /// <summary>Live vectors.</summary>
    long Count { get; }

    /// <summary>Most vectors of one answer: the greatest k of <see cref="Search"/>, and how many may pass the filter of <see cref="ScoreAll"/>.</summary>
    int MaxHits { get; }

    /// <summary>Adds vectors, replacing any of the same id; durable when it returns. Of an id given twice the last vector stays.</summary>
    /// <param name="ids">Ids, positive.</param>
    /// <param name="owners">The owner of each.</param>
    /// <param name="vectors">Row-major, <c>ids.Length x Dimension</c>, unit length.</param>
    /// <param name="dates">The date of each, <c>default</c> where there is none; empty where none has one.</param>
    /// <exception cref="ArgumentException">Lengths do not agree, an id is not positive, or a vector is longer than 1.001 or not finite.</exception>
    void Upsert(ReadOnlySpan<long> ids, ReadOnlySpan<long> owners, ReadOnlySpan<float> vectors, ReadOnlySpan<DateOnly> dates = default);

    /// <summary>Removes vectors; ids that are not there are ignored. Durable when it returns.</summary>
    /// <returns>How many were there.</returns>
    int Remove(ReadOnlySpan<long> ids);

    /// <summary>The <paramref name="k"/> vectors of greatest inner product with <paramref name="query"/>, best first; ties by smaller id.</summary>
    /// <param name="query">Dimension numbers.</param>
    /// <param name="k">1 to <see cref="MaxHits"/>; fewer come back where fewer live.</param>
    /// <param name="filter">Which may be found; null for all.</param>
    /// <exception cref="ArgumentException">The query has another dimension or a number that is not finite, or k is out of range.</exception>
    IReadOnlyList<VectorHit> Search(ReadOnlySpan<float> query, int k, VectorFilter? filter = null);

    /// <summary>The answers of <see cref="Search"/> for several queries, in less time than one after the other takes.</summary>
    /// <param name="queries">Row-major, <c>count x Dimension</c>.</param>
    /// <param name="count">Queries, at least 1.</param>
    /// <param name="k">1 to <see cref="MaxHits"/>.</param>
    /// <param name="filter">As in <see cref="Search"/>, for all queries.</param>
    /// <returns>For each query its hits, best first.</returns>
    /// <exception cref="ArgumentException">As in <see cref="Search"/>.</exception>
    IReadOnlyList<IReadOnlyList<VectorHit>> SearchMany(ReadOnlySpan<float> queries, int count, int k, VectorFilter? filter = null);

    /// <summary>Exact inner products with each query of every live vector that passes the filter, in one pass over the data.</summary>
    /// <param name="queries">Row-major, <c>count x Dimension</c>.</param>
    /// <param name="count">Queries, at least 1.</param>
    /// <param name="filter">Which are scored; null for all.</param>
    /// <returns>Ids, owners and <c>rows x count</c> scores in one order.</returns>
    /// <exception cref="ArgumentException">The queries have another dimension or a number that is not finite.</exception>
    /// <exception cref="InvalidOperationException">More than <see cref="MaxHits"/> vectors pass the filter.</exception>
    VectorScores ScoreAll(ReadOnlySpan<float> queries, int count, VectorFilter? filter = null);

    /// <summary>Has the bytes of replaced and removed vectors deleted: a file is rewritten at once, a service is told to and does it when it has the time.</summary>
    void Compact();
}
