namespace IdClip.Search.Index;

/// <summary>Many queries over one snapshot in one pass: each block's codes are read from memory once and from the cache for every query.</summary>
/// <remarks>Bounds of so many queries would not fit the cache, so rows are refined block by block against the scores known so far.</remarks>
internal static unsafe class BatchSearch
{
    private const int Chunk = 8 * IndexLayout.RowsPerBlock;

    public static VectorHit[][] Run(RowScores[] queries, IndexSnapshot snapshot, int k)
    {
        k = Math.Min(k, snapshot.Count);
        if (k == 0)
            return [.. queries.Select(static _ => Array.Empty<VectorHit>())];
        // What the k-th best of each query scores at least, as far as any worker knows; a lost update only costs time.
        var known = new float[queries.Length];
        known.AsSpan().Fill(float.NegativeInfinity);
        var found = RowParallel.For(
            snapshot.Rows, Chunk, () => Array.ConvertAll(queries, _ => new BestHits(k)), (best, from, to) => Search(queries, known, best, from, to));
        return [.. queries.Select((_, query) => BestHits.Merge(found.ConvertAll(best => best[query])).Ordered())];
    }

    private static void Search(RowScores[] queries, float[] known, BestHits[] best, int from, int to)
    {
        var upper = stackalloc float[IndexLayout.RowsPerBlock];
        for (var first = from; first < to; first += IndexLayout.RowsPerBlock)
        {
            var rows = Math.Min(IndexLayout.RowsPerBlock, to - first);
            for (var query = 0; query < queries.Length; query++)
            {
                queries[query].Bound(IndexLayout.BlockOf(first), rows, upper);
                queries[query].Refine(upper, first, rows, known[query], best[query]);
                if (best[query].Threshold > known[query])
                    known[query] = best[query].Threshold;
            }
        }
    }
}
