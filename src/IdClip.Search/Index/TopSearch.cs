using System.Buffers;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IdClip.Search.Index;

/// <summary>One query over one snapshot: coarse codes of all rows, fine codes of those that may still belong, vectors of the few that remain.</summary>
/// <remarks>Drops a row only where an upper bound of its score is below k scores that are known exactly, so the answer is that of comparing all vectors.</remarks>
internal sealed unsafe class TopSearch(IndexFile file, IndexSnapshot snapshot, EncodedQuery query, int k, Func<long, bool>? filter, KernelPath path)
{
    private const int ScanChunk = 8 * IndexLayout.RowsPerBlock;
    private const int RefineChunk = 32 * IndexLayout.RowsPerBlock;
    // A few more than k, so that the k-th exact score among them is close to the final one.
    private const int SpareSeeds = 16;
    private readonly IndexLayout _layout = file.Layout;

    public VectorHit[] Run()
    {
        k = Math.Min(k, snapshot.Count);
        if (k == 0)
            return [];
        var bounds = ArrayPool<float>.Shared.Rent(IndexLayout.Blocks(snapshot.Rows) * IndexLayout.RowsPerBlock);
        try
        {
            var seeds = RowParallel.For(snapshot.Rows, ScanChunk, () => new BestHits(k + SpareSeeds), (best, from, to) => Scan(bounds, best, from, to));
            var known = new BestHits(k);
            foreach (var best in seeds)
                foreach (var seed in best.Unordered)
                    known.Add(Score((int)seed.Id));
            // No list of seeds is full: they are all the rows that pass the filter.
            if (seeds.TrueForAll(static best => !best.IsFull))
                return known.Ordered();

            var found = RowParallel.For(snapshot.Rows, RefineChunk, () => new BestHits(k), (best, from, to) => Refine(bounds, known.Threshold, best, from, to));
            var merged = found[0];
            foreach (var best in found.Skip(1))
                foreach (var hit in best.Unordered)
                    merged.Add(hit);
            return merged.Ordered();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(bounds);
        }
    }

    // Upper bounds of all rows from the coarse codes, and the rows of the greatest ones.
    private void Scan(float[] bounds, BestHits seeds, int from, int to)
    {
        var products = stackalloc int[IndexLayout.RowsPerBlock];
        fixed (sbyte* codes = query.Codes)
        fixed (float* allBounds = bounds)
            for (var first = from; first < to; first += IndexLayout.RowsPerBlock)
            {
                var block = file.Block(IndexLayout.BlockOf(first));
                var rows = Math.Min(IndexLayout.RowsPerBlock, to - first);
                var upper = allBounds + first;
                var whole = (rows + 15) / 16 * 16;
                CodeKernel.Rows(path, block.Coarse, _layout.CodeStride, codes, whole, products);
                UpperBounds(block, products, whole, upper);
                AddSeeds(seeds, upper, first, rows);
            }
    }

    private void UpperBounds(IndexBlock block, int* products, int rows, float* upper)
    {
        var offset = Vector512.Create(query.Offset(block.CentreNumbers));
        var codeSum = Vector512.Create(15 * query.CodeSum);
        var step = Vector512.Create(query.HalfScale);
        var norm = Vector512.Create(query.Norm);
        var codeError = Vector512.Create(query.CodeError);
        var upperHalf = Vector512.Create(0xFFFF0000);
        for (var row = 0; row < rows; row += 16)
        {
            var product = Vector512.ConvertToSingle((Vector512.Load(products + row) << 1) - codeSum) * (Vector512.Load(block.Scales + row) * step);
            var packed = Vector512.Load(block.Bounds + row);
            var error = (packed & upperHalf).AsSingle() * norm + (packed << 16).AsSingle() * codeError;
            (product + (offset + error)).Store(upper + row);
        }
    }

    private void AddSeeds(BestHits seeds, float* upper, int first, int rows)
    {
        var threshold = seeds.Threshold;
        for (var row = 0; row < rows; row += 16)
        {
            if (!Vector512.GreaterThanAny(Vector512.Load(upper + row), Vector512.Create(threshold)))
                continue;
            for (var at = row; at < Math.Min(rows, row + 16); at++)
                if (upper[at] > threshold && Passes(first + at))
                {
                    seeds.Add(new VectorHit(first + at, 0, upper[at]));
                    threshold = seeds.Threshold;
                }
        }
    }

    private void Refine(float[] bounds, float known, BestHits best, int from, int to)
    {
        // Survivors are gathered before they are read, so that their codes are on the way from memory meanwhile.
        const int Batch = 32;
        var survivors = stackalloc int[Batch];
        var gathered = 0;
        fixed (sbyte* codes = query.Codes)
        fixed (float* upper = bounds)
        {
            for (var row = from; row < to; row += 16)
            {
                var mask = Vector512.GreaterThanOrEqual(Vector512.Load(upper + row), Vector512.Create(known)).ExtractMostSignificantBits();
                for (; mask != 0; mask &= mask - 1)
                {
                    var at = row + System.Numerics.BitOperations.TrailingZeroCount(mask);
                    if (at >= to || !snapshot.IsLive(at))
                        continue;
                    Prefetch(at);
                    survivors[gathered++] = at;
                    if (gathered == Batch)
                    {
                        RefineRows(survivors, gathered, codes, upper, known, best);
                        gathered = 0;
                    }
                }
            }
            RefineRows(survivors, gathered, codes, upper, known, best);
        }
    }

    private void RefineRows(int* rows, int count, sbyte* codes, float* upper, float known, BestHits best)
    {
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            var at = row % IndexLayout.RowsPerBlock;
            var block = file.Block(IndexLayout.BlockOf(row));
            ref readonly var record = ref block.Rows[at];
            var product = 2 * CodeKernel.Row(path, block.Fine(at), _layout.CodeStride, codes) - 15 * query.CodeSum;
            // The coarse bound with the coarse residual's part taken back, the fine product and the fine residual's part added.
            var bound = upper[row] - query.Norm * (IndexBlock.Residual(block.Bounds[at]) - record.FineResidual) + product * (record.FineScale * query.HalfScale);
            if (bound >= Math.Max(known, best.Threshold) && (filter is null || filter(record.Id)))
                best.Add(Score(row));
        }
    }

    private void Prefetch(int row)
    {
        if (!Sse.IsSupported)
            return;
        var block = file.Block(IndexLayout.BlockOf(row));
        var at = row % IndexLayout.RowsPerBlock;
        Sse.Prefetch0(block.Rows + at);
        var fine = block.Fine(at);
        for (var i = 0; i < _layout.CodeStride; i += 64)
            Sse.Prefetch0(fine + i);
    }

    private bool Passes(int row)
    {
        if (!snapshot.IsLive(row))
            return false;
        return filter is null || filter(file.Block(IndexLayout.BlockOf(row)).Rows[row % IndexLayout.RowsPerBlock].Id);
    }

    private VectorHit Score(int row)
    {
        var block = file.Block(IndexLayout.BlockOf(row));
        var at = row % IndexLayout.RowsPerBlock;
        fixed (float* exact = query.Exact)
            return new VectorHit(block.Rows[at].Id, block.Rows[at].Owner, ExactDot.Of(exact, block.Vector(at), _layout.VectorStride));
    }
}
