using IdClip.Search.Index;
using IdClip.Search.Milvus;
using Milvus.Client;

namespace IdClip.Search.MilvusSdk;

/// <summary>One collection as an index; its calls belong to the store.</summary>
/// <param name="calls">The server.</param>
/// <param name="name">The collection, or an alias, which the server resolves at each call.</param>
/// <param name="dimension">Numbers a vector.</param>
internal sealed class SdkIndex(SdkCalls calls, string name, int dimension) : IVectorIndex
{
    // Milvus.Client takes no empty expression; ids are positive.
    private const string Everything = MilvusFields.Id + " > 0";

    public int Dimension => dimension;

    public int MaxHits => MilvusFields.MaxHits;

    public long Count => CountOf(Everything);

    public void Upsert(ReadOnlySpan<long> ids, ReadOnlySpan<long> owners, ReadOnlySpan<float> vectors, ReadOnlySpan<DateOnly> dates = default)
    {
        var lastOf = VectorRules.LastOf(dimension, ids, owners, vectors, dates);
        foreach (var rows in lastOf.Values.Order().Chunk(MilvusFields.RowsPerMessage(dimension)))
        {
            var (rowIds, rowOwners, rowDays) = (new long[rows.Length], new long[rows.Length], new int[rows.Length]);
            var rowVectors = new ReadOnlyMemory<float>[rows.Length];
            for (var at = 0; at < rows.Length; at++)
            {
                var row = rows[at];
                (rowIds[at], rowOwners[at], rowDays[at]) = (ids[row], owners[row], dates.IsEmpty ? 0 : dates[row].DayNumber);
                rowVectors[at] = vectors.Slice(row * dimension, dimension).ToArray();
            }
            FieldData[] fields =
            [
                FieldData.Create(MilvusFields.Id, rowIds),
                FieldData.Create(MilvusFields.Owner, rowOwners),
                FieldData.Create(MilvusFields.Day, rowDays),
                FieldData.CreateFloatVector(MilvusFields.Vector, rowVectors),
            ];
            calls.Ask((client, ct) => client.GetCollection(name).UpsertAsync(fields, cancellationToken: ct));
        }
    }

    public int Remove(ReadOnlySpan<long> ids)
    {
        var removed = 0;
        foreach (var some in ids.ToArray().Distinct().Chunk(MilvusFields.MaxHits))
        {
            // Milvus tells how many it was asked to delete, not how many there were.
            var there = Query(MilvusFields.OneOf(MilvusFields.Id, some), MilvusFields.Id);
            if (there.Count == 0)
                continue;
            calls.Ask((client, ct) => client.GetCollection(name).DeleteAsync(MilvusFields.OneOf(MilvusFields.Id, there), cancellationToken: ct));
            removed += there.Count;
        }
        return removed;
    }

    public IReadOnlyList<VectorHit> Search(ReadOnlySpan<float> query, int k, VectorFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, MaxHits);
        VectorRules.RequireQueries(dimension, query, 1);
        return Search(query, 1, k, filter)[0];
    }

    public VectorScores ScoreAll(ReadOnlySpan<float> queries, int count, VectorFilter? filter = null)
    {
        VectorRules.RequireQueries(dimension, queries, count);
        return MilvusScores.Together(
            Search(queries, count, MaxHits, filter), MaxHits, () => CountOf(MilvusFields.Expression(filter) is { Length: > 0 } some ? some : Everything));
    }

    public IReadOnlyList<IReadOnlyList<VectorHit>> SearchMany(ReadOnlySpan<float> queries, int count, int k, VectorFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, MaxHits);
        VectorRules.RequireQueries(dimension, queries, count);
        return Search(queries, count, k, filter);
    }

    public void Compact()
    {
        calls.AskUnless(async (client, ct) => { await client.GetCollection(name).FlushAsync(ct); return name; }, MilvusCalls.RateLimited);
        calls.AskUnless(async (client, ct) => { await client.GetCollection(name).CompactAsync(ct); return name; }, MilvusCalls.RateLimited);
    }

    /// <summary>Nothing to release: the connections are the store's.</summary>
    public void Dispose()
    {
    }

    private VectorHit[][] Search(ReadOnlySpan<float> queries, int count, int k, VectorFilter? filter)
    {
        if (MilvusFields.Expression(filter) is not { } expression)
            return [.. Enumerable.Repeat<VectorHit[]>([], count)];
        var vectors = new ReadOnlyMemory<float>[count];
        for (var query = 0; query < count; query++)
            vectors[query] = queries.Slice(query * dimension, dimension).ToArray();
        var parameters = new SearchParameters
        {
            ConsistencyLevel = ConsistencyLevel.Strong,
            Expression = expression.Length > 0 ? expression : null,
            OutputFields = { MilvusFields.Owner },
        };
        var results = Loaded((client, ct) => client.GetCollection(name).SearchAsync(MilvusFields.Vector, vectors, SimilarityMetricType.Ip, k, parameters, ct));
        var owners = results.FieldsData.OfType<FieldData<long>>().FirstOrDefault(f => f.FieldName == MilvusFields.Owner)?.Data ?? [];
        var perQuery = new VectorHit[count][];
        for (int query = 0, at = 0; query < count; query++)
        {
            var hits = new VectorHit[query < results.Limits.Count && owners.Count > 0 ? results.Limits[query] : 0];
            for (var hit = 0; hit < hits.Length; hit++, at++)
                hits[hit] = new(results.Ids.LongIds![at], owners[at], results.Scores[at]);
            perQuery[query] = MilvusScores.Ordered(hits);
        }
        return perQuery;
    }

    private long CountOf(string expression) => Query(expression, MilvusFields.Count).Single();

    private IReadOnlyList<long> Query(string expression, string field)
    {
        var parameters = new QueryParameters { ConsistencyLevel = ConsistencyLevel.Strong, OutputFields = { field } };
        return Loaded((client, ct) => client.GetCollection(name).QueryAsync(expression, parameters, ct))
            .OfType<FieldData<long>>().FirstOrDefault(f => f.FieldName == field)?.Data ?? [];
    }

    // A server that was started again may have left the collection on disk.
    private T Loaded<T>(Func<MilvusClient, CancellationToken, Task<T>> call)
        where T : class
    {
        if (calls.AskUnless(call, MilvusCalls.CollectionNotLoaded) is { } answer)
            return answer;
        calls.RequireLoaded(name);
        return calls.Ask(call);
    }
}
