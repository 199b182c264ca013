using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using IdClip.Search.Index;
using IdClip.Search.Milvus.Protocol;

namespace IdClip.Search.Milvus;

/// <summary>One collection as an index; its calls belong to the store.</summary>
/// <param name="calls">The server.</param>
/// <param name="name">The collection, or an alias, which the server resolves at each call.</param>
/// <param name="dimension">Numbers a vector.</param>
internal sealed class MilvusIndex(MilvusCalls calls, string name, int dimension) : IVectorIndex
{
    private string Database => calls.Options.Database;

    public int Dimension => dimension;

    public int MaxHits => MilvusFields.MaxHits;

    public long Count => CountOf("");

    public void Upsert(ReadOnlySpan<long> ids, ReadOnlySpan<long> owners, ReadOnlySpan<float> vectors, ReadOnlySpan<DateOnly> dates = default)
    {
        var lastOf = VectorRules.LastOf(dimension, ids, owners, vectors, dates);
        var rows = MilvusFields.RowsPerMessage(dimension);
        var batch = new VectorColumns(dimension);
        for (var i = 0; i < ids.Length; i++)
        {
            // Milvus refuses a message that holds an id twice.
            if (lastOf[ids[i]] != i)
                continue;
            batch.Add(ids[i], owners[i], dates.IsEmpty ? 0 : dates[i].DayNumber, vectors.Slice(i * dimension, dimension));
            if (batch.Count == rows)
            {
                Send(batch);
                batch = new(dimension);
            }
        }
        if (batch.Count > 0)
            Send(batch);
    }

    public int Remove(ReadOnlySpan<long> ids)
    {
        var removed = 0;
        foreach (var some in ids.ToArray().Distinct().Chunk(MilvusFields.MaxHits))
        {
            // Milvus tells how many it was asked to delete, not how many there were.
            var there = Column(Query(MilvusFields.OneOf(MilvusFields.Id, some), MilvusFields.Id), MilvusFields.Id);
            if (there.Count == 0)
                continue;
            calls.Ask(
                calls.Service.Delete,
                new DeleteRequest { DbName = Database, CollectionName = name, Expr = MilvusFields.OneOf(MilvusFields.Id, there) },
                static answer => answer.Status);
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

    public IReadOnlyList<IReadOnlyList<VectorHit>> SearchMany(ReadOnlySpan<float> queries, int count, int k, VectorFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, MaxHits);
        VectorRules.RequireQueries(dimension, queries, count);
        return Search(queries, count, k, filter);
    }

    public VectorScores ScoreAll(ReadOnlySpan<float> queries, int count, VectorFilter? filter = null)
    {
        VectorRules.RequireQueries(dimension, queries, count);
        return MilvusScores.Together(Search(queries, count, MaxHits, filter), MaxHits, () => CountOf(MilvusFields.Expression(filter)!));
    }

    public void Compact()
    {
        // Deletions are durable without it; compaction looks only at what was flushed. Milvus allows a flush every ten seconds for a collection, and its own comes later.
        calls.Ask(
            calls.Service.Flush, new FlushRequest { DbName = Database, CollectionNames = { name } }, static answer => answer.Status, MilvusCalls.RateLimited);
        var described = calls.Ask(
            calls.Service.DescribeCollection, new DescribeCollectionRequest { DbName = Database, CollectionName = name }, static answer => answer.Status);
        calls.Ask(
            calls.Service.ManualCompaction,
            new ManualCompactionRequest { DbName = Database, CollectionName = described.CollectionName, CollectionId = described.CollectionId },
            static answer => answer.Status,
            MilvusCalls.RateLimited);
    }

    /// <summary>Nothing to release: the connections are the store's.</summary>
    public void Dispose()
    {
    }

    private static RepeatedField<long> Column(QueryResults results, string field) =>
        results.FieldsData.FirstOrDefault(f => f.FieldName == field)?.Scalars?.LongData?.Data ?? [];

    private long CountOf(string expression) => Column(Query(expression, MilvusFields.Count), MilvusFields.Count).Single();

    private void Send(VectorColumns batch)
    {
        var request = new UpsertRequest { DbName = Database, CollectionName = name, NumRows = (uint)batch.Count, FieldsData = { batch.Fields } };
        calls.Ask(calls.Service.Upsert, request, static answer => answer.Status);
    }

    // So many queries at once that their hits fit into a message.
    private VectorHit[][] Search(ReadOnlySpan<float> queries, int count, int k, VectorFilter? filter)
    {
        if (MilvusFields.Expression(filter) is not { } expression)
            return [.. Enumerable.Repeat<VectorHit[]>([], count)];
        var found = new List<VectorHit[]>(count);
        for (var first = 0; first < count; first += MilvusFields.QueriesPerMessage)
        {
            var some = Math.Min(count - first, MilvusFields.QueriesPerMessage);
            found.AddRange(Search(queries.Slice(first * dimension, some * dimension), some, k, expression));
        }
        return [.. found];
    }

    private VectorHit[][] Search(ReadOnlySpan<float> queries, int count, int k, string expression)
    {
        var values = new PlaceholderValue { Tag = "$0", Type = DataType.FloatVector };
        for (var query = 0; query < count; query++)
            values.Values.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes(queries.Slice(query * dimension, dimension))));
        var request = new SearchRequest
        {
            DbName = Database,
            CollectionName = name,
            Dsl = expression,
            DslType = DslType.BoolExpression,
            PlaceholderGroup = new PlaceholderGroup { Placeholders = { values } }.ToByteString(),
            Nq = count,
            OutputFields = { MilvusFields.Owner },
            SearchParams =
            {
                MilvusSchema.Pair("anns_field", MilvusFields.Vector),
                MilvusSchema.Pair("metric_type", "IP"),
                MilvusSchema.Pair("topk", k.ToString(CultureInfo.InvariantCulture)),
                MilvusSchema.Pair("params", "{}"),
                MilvusSchema.Pair("round_decimal", "-1"),
            },
        };
        return MilvusScores.PerQuery(Loaded(calls.Service.Search, request, static answer => answer.Status).Results, count);
    }

    private QueryResults Query(string expression, string field) => Loaded(
        calls.Service.Query,
        new QueryRequest { DbName = Database, CollectionName = name, Expr = expression, OutputFields = { field } },
        static answer => answer.Status);

    // A server that was started again may have left the collection on disk.
    private TAnswer Loaded<TRequest, TAnswer>(Func<TRequest, Grpc.Core.CallOptions, TAnswer> call, TRequest request, Func<TAnswer, Status> statusOf)
    {
        var answer = calls.Ask(call, request, statusOf, MilvusCalls.CollectionNotLoaded, MilvusCalls.CollectionNotFound);
        switch (MilvusCalls.CodeOf(statusOf(answer)))
        {
            case 0:
                return answer;
            case MilvusCalls.CollectionNotFound:
                throw MilvusErrors.Lost(calls.Options, name);
        }
        new MilvusLoading(calls, name).Require();
        return calls.Ask(call, request, statusOf);
    }
}
