namespace IdClip.Search.Index;

/// <summary>Exact inner products of all live rows with a few queries, in one pass over the vectors.</summary>
internal static unsafe class AllScores
{
    /// <summary>Scores in the order of <see cref="LiveRows"/>: row-major, live rows x queries.</summary>
    public static float[] Of(IndexFile file, IndexSnapshot snapshot, ReadOnlySpan<float> queries, int count)
    {
        var layout = file.Layout;
        var padded = Padded(layout, queries, count);
        var scores = GC.AllocateUninitializedArray<float>(checked(snapshot.Count * count));
        var starts = Starts(snapshot);
        RowParallel.For(starts.Length, 4, static () => 0, (_, from, to) =>
        {
            fixed (float* vectors = padded)
                for (var block = from; block < to; block++)
                    ScoreBlock(file.Block(block), layout.VectorStride, snapshot, block, vectors, count, scores.AsSpan(starts[block] * count));
        });
        return scores;
    }

    /// <summary>Ids, owners and scores of the live rows that pass a filter.</summary>
    public static VectorScores OfPassing(IndexFile file, IndexSnapshot snapshot, ReadOnlySpan<float> queries, int count, RowFilter filter)
    {
        var layout = file.Layout;
        var padded = Padded(layout, queries, count);
        var rows = new List<int>();
        for (var row = 0; row < snapshot.Rows; row++)
            if (snapshot.IsLive(row) && filter(in file.Block(IndexLayout.BlockOf(row)).Rows[row % IndexLayout.RowsPerBlock]))
                rows.Add(row);
        var found = new VectorScores(new long[rows.Count], new long[rows.Count], new float[checked(rows.Count * count)]);
        RowParallel.For(rows.Count, IndexLayout.RowsPerBlock, static () => 0, (_, from, to) =>
        {
            fixed (float* vectors = padded)
                for (var at = from; at < to; at++)
                {
                    var block = file.Block(IndexLayout.BlockOf(rows[at]));
                    var row = rows[at] % IndexLayout.RowsPerBlock;
                    (found.Ids[at], found.Owners[at]) = (block.Rows[row].Id, block.Rows[row].Owner);
                    for (var query = 0; query < count; query++)
                        found.Scores[at * count + query] = ExactDot.Of(vectors + query * layout.VectorStride, block.Vector(row), layout.VectorStride);
                }
        });
        return found;
    }

    /// <summary>Ids and owners of the live rows, in their order in the file.</summary>
    public static (long[] Ids, long[] Owners) LiveRows(IndexFile file, IndexSnapshot snapshot)
    {
        var ids = GC.AllocateUninitializedArray<long>(snapshot.Count);
        var owners = GC.AllocateUninitializedArray<long>(snapshot.Count);
        var at = 0;
        for (var row = 0; row < snapshot.Rows; row++)
            if (snapshot.IsLive(row))
            {
                ref readonly var record = ref file.Block(IndexLayout.BlockOf(row)).Rows[row % IndexLayout.RowsPerBlock];
                ids[at] = record.Id;
                owners[at++] = record.Owner;
            }
        return (ids, owners);
    }

    private static float[] Padded(IndexLayout layout, ReadOnlySpan<float> queries, int count)
    {
        var padded = GC.AllocateArray<float>(count * layout.VectorStride, pinned: true);
        for (var i = 0; i < count; i++)
            queries.Slice(i * layout.Dimension, layout.Dimension).CopyTo(padded.AsSpan(i * layout.VectorStride));
        return padded;
    }

    private static int[] Starts(IndexSnapshot snapshot)
    {
        var starts = new int[IndexLayout.Blocks(snapshot.Rows)];
        for (var block = 1; block < starts.Length; block++)
            starts[block] = starts[block - 1] + snapshot.CountIn(block - 1);
        return starts;
    }

    private static void ScoreBlock(IndexBlock block, int stride, IndexSnapshot snapshot, int number, float* queries, int count, Span<float> scores)
    {
        var first = number * IndexLayout.RowsPerBlock;
        var rows = Math.Min(IndexLayout.RowsPerBlock, snapshot.Rows - first);
        for (int row = 0, at = 0; row < rows; row++)
        {
            if (!snapshot.IsLive(first + row))
                continue;
            var vector = block.Vector(row);
            var query = 0;
            for (; query + 4 <= count; query += 4, at += 4)
                ExactDot.OfFour(vector, queries + query * stride, stride, scores.Slice(at, 4));
            for (; query < count; query++)
                scores[at++] = ExactDot.Of(queries + query * stride, vector, stride);
        }
    }
}
