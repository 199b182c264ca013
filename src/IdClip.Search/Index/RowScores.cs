using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IdClip.Search.Index;

/// <summary>What one query makes of the rows of one snapshot: upper bounds from the coarse codes, closer ones from the fine codes, exact scores.</summary>
/// <remarks>docs/index.md derives the bounds.</remarks>
internal sealed unsafe class RowScores(IndexFile file, IndexSnapshot snapshot, EncodedQuery query, RowFilter? filter, KernelPath path)
{
    private readonly IndexLayout _layout = file.Layout;
    private int _refined;
    private int _rescored;

    /// <summary>Rows whose fine codes were read.</summary>
    public int Refined => _refined;

    /// <summary>Rows whose vectors were read.</summary>
    public int Rescored => _rescored;

    /// <summary>Upper bounds of a block's rows from the coarse codes.</summary>
    /// <param name="number">The block.</param>
    /// <param name="rows">How many, from its first; bounds are written for whole groups of 16.</param>
    /// <param name="upper">Receives them.</param>
    public void Bound(int number, int rows, float* upper)
    {
        var products = stackalloc int[IndexLayout.RowsPerBlock];
        var block = file.Block(number);
        rows = (rows + 15) / 16 * 16;
        fixed (sbyte* codes = query.Codes)
            CodeKernel.Rows(path, block.Coarse, _layout.CodeStride, codes, rows, products);
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

    /// <summary>Adds the rows that can still be among the best, by their exact scores.</summary>
    /// <param name="upper">Upper bound of each row.</param>
    /// <param name="first">The first row's number.</param>
    /// <param name="count">Rows.</param>
    /// <param name="known">What the last of the best scores at least.</param>
    /// <param name="best">Receives them.</param>
    public void Refine(float* upper, int first, int count, float known, BestHits best)
    {
        // Two groups take turns: while the codes of one are on their way from memory, those of the other, asked for before, are read.
        var groups = stackalloc int[2 * CodeKernel.Group];
        var (filling, gathered, waiting) = (0, 0, 0);
        var (refined, rescored) = (0, 0);
        for (var row = 0; row < count; row += 16)
        {
            var mask = Vector512.GreaterThanOrEqual(Vector512.Load(upper + row), Vector512.Create(known)).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
            {
                var at = row + BitOperations.TrailingZeroCount(mask);
                if (at >= count || !snapshot.IsLive(first + at))
                    continue;
                Prefetch(first + at);
                groups[filling + gathered++] = at;
                if (gathered < CodeKernel.Group)
                    continue;
                filling = CodeKernel.Group - filling;
                rescored += Rescore(groups + filling, waiting, upper, first, known, best);
                refined += gathered;
                (waiting, gathered) = (gathered, 0);
            }
        }
        rescored += Rescore(groups + CodeKernel.Group - filling, waiting, upper, first, known, best);
        rescored += Rescore(groups + filling, gathered, upper, first, known, best);
        // Once a call: the counters share a cache line with what all workers read.
        Interlocked.Add(ref _refined, refined + gathered);
        Interlocked.Add(ref _rescored, rescored);
    }

    /// <summary>Whether a row lives and passes the filter.</summary>
    public bool Passes(int row) =>
        snapshot.IsLive(row) && (filter is null || filter(in file.Block(IndexLayout.BlockOf(row)).Rows[row % IndexLayout.RowsPerBlock]));

    /// <summary>The exact score.</summary>
    public VectorHit Exact(int row)
    {
        var block = file.Block(IndexLayout.BlockOf(row));
        var at = row % IndexLayout.RowsPerBlock;
        fixed (float* exact = query.Exact)
            return new VectorHit(block.Rows[at].Id, block.Rows[at].Owner, ExactDot.Of(exact, block.Vector(at), _layout.VectorStride));
    }

    private int Rescore(int* rows, int count, float* upper, int first, float known, BestHits best)
    {
        if (count == 0)
            return 0;
        var codes = stackalloc byte*[CodeKernel.Group];
        var products = stackalloc int[CodeKernel.Group];
        for (var i = 0; i < count; i++)
            codes[i] = file.Block(IndexLayout.BlockOf(first + rows[i])).Fine((first + rows[i]) % IndexLayout.RowsPerBlock);
        fixed (sbyte* query8 = query.Codes)
            CodeKernel.Gathered(path, codes, count, _layout.CodeStride, query8, products);

        var rescored = 0;
        for (var i = 0; i < count; i++)
        {
            var row = first + rows[i];
            var at = row % IndexLayout.RowsPerBlock;
            var block = file.Block(IndexLayout.BlockOf(row));
            ref readonly var record = ref block.Rows[at];
            var product = 2 * products[i] - 15 * query.CodeSum;
            // The coarse bound with the coarse residual's part taken back, the fine product and the fine residual's part added.
            var bound = upper[rows[i]] - query.Norm * (IndexBlock.Residual(block.Bounds[at]) - record.FineResidual) + product * (record.FineScale * query.HalfScale);
            if (bound >= Math.Max(known, best.Threshold) && (filter is null || filter(in record)))
            {
                best.Add(Exact(row));
                rescored++;
            }
        }
        return rescored;
    }

    private void Prefetch(int row)
    {
        if (!Sse.IsSupported)
            return;
        var block = file.Block(IndexLayout.BlockOf(row));
        var at = row % IndexLayout.RowsPerBlock;
        // A record of 40 bytes may lie across two cache lines.
        Sse.Prefetch0((byte*)(block.Rows + at + 1) - 1);
        Sse.Prefetch0(block.Rows + at);
        var fine = block.Fine(at);
        for (var i = 0; i < _layout.CodeStride; i += 64)
            Sse.Prefetch0(fine + i);
    }
}
