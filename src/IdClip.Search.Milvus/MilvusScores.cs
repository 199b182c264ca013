using IdClip.Search.Index;
using IdClip.Search.Milvus.Protocol;

namespace IdClip.Search.Milvus;

/// <summary>Answers of Milvus as hits and scores.</summary>
internal static class MilvusScores
{
    /// <summary>The hits of each query, best first, ties by smaller id.</summary>
    public static VectorHit[][] PerQuery(SearchResultData? results, int count)
    {
        var ids = results?.Ids?.IntId?.Data;
        var owners = results?.FieldsData.FirstOrDefault(f => f.FieldName == MilvusFields.Owner)?.Scalars?.LongData?.Data;
        var perQuery = new VectorHit[count][];
        for (int query = 0, at = 0; query < count; query++)
        {
            var hits = new VectorHit[ids is null || owners is null || query >= results!.Topks.Count ? 0 : results.Topks[query]];
            for (var hit = 0; hit < hits.Length; hit++, at++)
                hits[hit] = new(ids![at], owners![at], results!.Scores[at]);
            perQuery[query] = Ordered(hits);
        }
        return perQuery;
    }

    /// <summary>Best first, ties by smaller id, which Milvus leaves open.</summary>
    public static VectorHit[] Ordered(VectorHit[] hits)
    {
        Array.Sort(hits, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Id.CompareTo(b.Id));
        return hits;
    }

    /// <summary>Searches for all rows, one a query, put together row by row in the order of their ids.</summary>
    /// <param name="perQuery">What each query found.</param>
    /// <param name="limit">Most that a query can find.</param>
    /// <param name="matching">How many rows there are to find; asked only where the limit was reached.</param>
    /// <exception cref="InvalidOperationException">There are more rows than the limit.</exception>
    public static VectorScores Together(VectorHit[][] perQuery, int limit, Func<long> matching)
    {
        if (perQuery[0].Length >= limit && matching() is var count && count > limit)
            throw new InvalidOperationException($"{count} vectors pass the filter, and Milvus scores {limit} in one answer; narrow the filter, or search for the best.");
        var rows = perQuery[0].Select(hit => hit.Id).ToArray();
        var owners = perQuery[0].Select(hit => hit.Owner).ToArray();
        Array.Sort(rows, owners);
        var scores = new float[rows.Length * perQuery.Length];
        for (var query = 0; query < perQuery.Length; query++)
            foreach (var hit in perQuery[query])
                if (Array.BinarySearch(rows, hit.Id) is >= 0 and var row)
                    scores[row * perQuery.Length + query] = hit.Score;
        return new(rows, owners, scores);
    }
}
