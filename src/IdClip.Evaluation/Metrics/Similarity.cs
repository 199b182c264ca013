namespace IdClip.Evaluation.Metrics;

/// <summary>How well each query fits each item, higher for better: a matrix of scores, or the cosines of unit embeddings.</summary>
/// <remarks>Items with equal scores keep the order of their numbers, lowest first, as in a stable sort by falling score.</remarks>
public abstract class Similarity
{
    private protected Similarity(int queries, int items)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(queries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(items);
        Queries = queries;
        Items = items;
    }

    /// <summary>How many queries there are, above 0.</summary>
    public int Queries { get; }

    /// <summary>How many items there are, above 0.</summary>
    public int Items { get; }

    /// <summary>The same scores with items as queries and queries as items. Nothing is copied.</summary>
    public abstract Similarity Transposed { get; }

    /// <summary>A matrix of scores, for example fused ones.</summary>
    /// <param name="scores">[queries, items], row by row; kept, not copied.</param>
    /// <param name="queries">How many rows, above 0.</param>
    /// <param name="items">How many columns, above 0.</param>
    /// <exception cref="ArgumentException">The length is not queries times items, or a score is not a number.</exception>
    public static Similarity OfScores(float[] scores, int queries, int items) => new ScoreMatrix(scores, queries, items);

    /// <summary>Cosines of unit embeddings, computed a row at a time: 25,000 captions by 5,000 photos need no 500 MB.</summary>
    /// <param name="queries">[queries, width], row by row, each of length 1; kept, not copied.</param>
    /// <param name="items">[items, width], row by row, each of length 1; kept, not copied.</param>
    /// <param name="width">Numbers in an embedding, above 0.</param>
    /// <exception cref="ArgumentException">There is no whole number of rows, or a row's length is not 1 (within 0.01).</exception>
    public static Similarity OfEmbeddings(float[] queries, float[] items, int width) => new EmbeddingCosines(queries, items, width);

    /// <summary>The scores of one query.</summary>
    /// <param name="query">0 to <see cref="Queries"/> - 1.</param>
    /// <param name="scores">Receives <see cref="Items"/> scores.</param>
    internal abstract void Score(int query, Span<float> scores);

    /// <summary>Scores queries on all cores.</summary>
    /// <param name="queries">Which.</param>
    /// <param name="look">Called once for each place in <paramref name="queries"/>, from several threads, with that place and the query's scores.</param>
    /// <param name="cancellation">Ends it between two queries.</param>
    internal void ForEach(IReadOnlyList<int> queries, Action<int, ReadOnlySpan<float>> look, CancellationToken cancellation) =>
        Parallel.For(
            0, queries.Count, new ParallelOptions { CancellationToken = cancellation }, () => new float[Items],
            (place, _, scores) =>
            {
                Score(queries[place], scores);
                look(place, scores);
                return scores;
            },
            _ => { });
}
