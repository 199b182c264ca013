using IdClip.Archive.Catalogue;
using IdClip.Archive.Judgements;

namespace IdClip.Search.Judgements;

/// <summary>Judged queries of an archive, in this process or of a server. A server's errors are those of its connection.</summary>
public interface IJudgements
{
    /// <summary>All queries, in the order in which they were written down.</summary>
    Task<IReadOnlyList<QueryJudgement>> ListAsync(CancellationToken ct = default);

    /// <summary>Writes a query down, or finds the one with the same text.</summary>
    /// <exception cref="Query.QueryException">It can't be asked.</exception>
    Task<QueryJudgement> AddAsync(string query, CancellationToken ct = default);

    /// <summary>Removes a query with its marks.</summary>
    Task RemoveAsync(long query, CancellationToken ct = default);

    /// <summary>The photos to judge for a query: those that are marked, then the best of every kind of evidence.</summary>
    /// <param name="query">Its id.</param>
    /// <param name="depth">How many of each kind of evidence, at least 1.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<(PhotoDetails Photo, bool IsRight)>> PhotosAsync(long query, int depth, CancellationToken ct = default);

    /// <summary>Marks photos as right and takes marks back: all or, where that can't be, none.</summary>
    Task<QueryJudgement> JudgeAsync(long query, IReadOnlyCollection<long> right, IReadOnlyCollection<long> wrong, CancellationToken ct = default);

    /// <summary>Asks all queries with each kind of evidence and every adapter that fits.</summary>
    Task<MeasuringReport> MeasureAsync(IProgress<MeasuringProgress>? progress = null, CancellationToken ct = default);

    /// <summary>What was measured, the newest first.</summary>
    Task<IReadOnlyList<RecallMeasurement>> MeasuredAsync(CancellationToken ct = default);

    /// <summary>Writes the queries with their photos as a ZIP that <c>idclip eval</c> reads.</summary>
    /// <param name="zip">Need not be seekable.</param>
    /// <param name="ct">Cancels.</param>
    Task ExportAsync(Stream zip, CancellationToken ct = default);
}
