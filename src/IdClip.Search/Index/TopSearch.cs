using System.Buffers;
using System.Runtime.Intrinsics;

namespace IdClip.Search.Index;

/// <summary>One query over one snapshot: coarse codes of all rows, fine codes of those that may still belong, vectors of the few that remain.</summary>
/// <remarks>Drops a row only where an upper bound of its score is below k scores that are known exactly, so the answer is that of comparing all vectors.</remarks>
internal static unsafe class TopSearch
{
    private const int ScanChunk = 8 * IndexLayout.RowsPerBlock;
    private const int RefineChunk = 32 * IndexLayout.RowsPerBlock;

    // A few more than k, so that the k-th exact score among them is close to the final one.
    private const int SpareSeeds = 16;

    public static VectorHit[] Run(RowScores scores, IndexSnapshot snapshot, int k)
    {
        k = Math.Min(k, snapshot.Count);
        if (k == 0)
            return [];
        var bounds = ArrayPool<float>.Shared.Rent(IndexLayout.Blocks(snapshot.Rows) * IndexLayout.RowsPerBlock);
        try
        {
            var seeds = RowParallel.For(snapshot.Rows, ScanChunk, () => new BestHits(k + SpareSeeds), (best, from, to) => Scan(scores, bounds, best, from, to));
            var known = new BestHits(k);
            foreach (var best in seeds)
                foreach (var seed in best.Unordered)
                    known.Add(scores.Exact((int)seed.Id));
            // No list of seeds is full: they are all the rows that pass the filter.
            if (seeds.TrueForAll(static best => !best.IsFull))
                return known.Ordered();

            return BestHits.Merge(RowParallel.For(snapshot.Rows, RefineChunk, () => new BestHits(k), (best, from, to) =>
            {
                fixed (float* upper = bounds)
                    scores.Refine(upper + from, from, to - from, known.Threshold, best);
            })).Ordered();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(bounds);
        }
    }

    // Upper bounds of all rows from the coarse codes, and the rows of the greatest ones.
    private static void Scan(RowScores scores, float[] bounds, BestHits seeds, int from, int to)
    {
        fixed (float* upper = bounds)
            for (var first = from; first < to; first += IndexLayout.RowsPerBlock)
            {
                var rows = Math.Min(IndexLayout.RowsPerBlock, to - first);
                scores.Bound(IndexLayout.BlockOf(first), rows, upper + first);
                AddSeeds(scores, seeds, upper + first, first, rows);
            }
    }

    private static void AddSeeds(RowScores scores, BestHits seeds, float* upper, int first, int rows)
    {
        var threshold = seeds.Threshold;
        for (var row = 0; row < rows; row += 16)
        {
            if (!Vector512.GreaterThanAny(Vector512.Load(upper + row), Vector512.Create(threshold)))
                continue;
            for (var at = row; at < Math.Min(rows, row + 16); at++)
                if (upper[at] > threshold && scores.Passes(first + at))
                {
                    seeds.Add(new VectorHit(first + at, 0, upper[at]));
                    threshold = seeds.Threshold;
                }
        }
    }
}
