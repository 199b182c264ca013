using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Judgements;
using IdClip.Archive.People;

namespace IdClip.Search.Judgements;

/// <summary>Judged queries of an archive of this process. Thread-safe.</summary>
/// <param name="searcher">Searches.</param>
/// <param name="gallery">The enrolled people.</param>
/// <param name="catalogue">The archive.</param>
/// <param name="adapters">The adapters that are compared.</param>
/// <param name="models">What the archive's models are called.</param>
public sealed class LocalJudgements(Searcher searcher, Gallery gallery, Catalogue catalogue, IAdapterPhotoEncoders adapters, SearchedModels models) : IJudgements
{
    private readonly JudgedQueries queries = new(catalogue);
    private readonly JudgedSearch search = new(searcher, gallery, catalogue, adapters, models);

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueryJudgement>> ListAsync(CancellationToken ct = default) => queries.ListAsync(ct);

    /// <inheritdoc/>
    public async Task<QueryJudgement> AddAsync(string query, CancellationToken ct = default) =>
        await FindAsync(await queries.AddAsync(await search.ResolveAsync(query, ct), ct), ct);

    /// <inheritdoc/>
    /// <exception cref="UnknownQueryException">There is none.</exception>
    public async Task RemoveAsync(long query, CancellationToken ct = default)
    {
        if (await queries.RemoveAsync(query, ct) is null)
            throw new UnknownQueryException(query);
    }

    /// <inheritdoc/>
    /// <exception cref="UnknownQueryException">There is none.</exception>
    public async Task<IReadOnlyList<(PhotoDetails Photo, bool IsRight)>> PhotosAsync(long query, int depth, CancellationToken ct = default)
    {
        var judged = await FindAsync(query, ct);
        var pool = await search.PoolAsync(judged.Text, depth, ct);
        return [.. (await catalogue.DescribeAsync([.. judged.Right.Concat(pool).Distinct()], ct)).Select(photo => (photo, judged.Right.Contains(photo.Id)))];
    }

    /// <inheritdoc/>
    /// <exception cref="UnknownQueryException">There is none.</exception>
    /// <exception cref="ArchiveException">A photo is not there, or too many are right.</exception>
    public async Task<QueryJudgement> JudgeAsync(long query, IReadOnlyCollection<long> right, IReadOnlyCollection<long> wrong, CancellationToken ct = default)
    {
        await queries.JudgeAsync(query, right, wrong, ct);
        return await FindAsync(query, ct);
    }

    /// <inheritdoc/>
    /// <exception cref="ArchiveException">There is nothing to ask.</exception>
    public Task<MeasuringReport> MeasureAsync(IProgress<MeasuringProgress>? progress = null, CancellationToken ct = default) => search.MeasureAsync(progress, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecallMeasurement>> MeasuredAsync(CancellationToken ct = default) => new RecallMeasurements(catalogue).ListAsync(ct);

    /// <inheritdoc/>
    /// <exception cref="ArchiveException">No query has a right photo.</exception>
    public async Task ExportAsync(Stream zip, CancellationToken ct = default)
    {
        var set = new JudgedSet(search, gallery, catalogue);
        if (await set.IsEmptyAsync(ct))
            throw new ArchiveException("No query has a right photo yet. Mark some first.");
        await set.WriteAsync(zip, ct);
    }

    private async Task<QueryJudgement> FindAsync(long query, CancellationToken ct) => await queries.FindAsync(query, ct) ?? throw new UnknownQueryException(query);
}
