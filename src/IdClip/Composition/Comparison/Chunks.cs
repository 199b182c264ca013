namespace IdClip.Composition.Comparison;

/// <summary>Shares a long list out over all cores in chunks, as the encoders like it.</summary>
internal static class Chunks
{
    private const int Size = 32;

    /// <summary>One result an item, in order.</summary>
    /// <param name="items">The items.</param>
    /// <param name="work">Gets a chunk and gives one result for each of its items; called from several threads.</param>
    /// <param name="progress">Told the number of finished items.</param>
    /// <param name="ct">Ends it between two chunks.</param>
    public static TResult[] Select<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<IReadOnlyList<TItem>, IReadOnlyList<TResult>> work, IProgress<int>? progress, CancellationToken ct)
    {
        var results = new TResult[items.Count];
        var done = 0;
        Parallel.ForEach(
            items.Index().Chunk(Size),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct },
            chunk =>
            {
                foreach (var (item, result) in chunk.Zip(work([.. chunk.Select(item => item.Item)])))
                    results[item.Index] = result;
                progress?.Report(Interlocked.Add(ref done, chunk.Length));
            });
        return results;
    }
}
