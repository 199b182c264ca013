using System.Numerics.Tensors;

namespace IdClip.Evaluation.Metrics;

/// <summary>Scores that are already there.</summary>
internal sealed class ScoreMatrix : Similarity
{
    private readonly float[] matrix;
    private readonly bool transposed;

    /// <summary>Takes a matrix of [queries, items].</summary>
    public ScoreMatrix(float[] matrix, int queries, int items)
        : this(matrix, queries, items, transposed: false)
    {
        if (matrix.Length != (long)queries * items)
            throw new ArgumentException($"{queries} queries by {items} items need {(long)queries * items} scores, but {matrix.Length} were given.", nameof(matrix));
        if (TensorPrimitives.IsNaNAny<float>(matrix))
            throw new ArgumentException($"Score {Array.FindIndex(matrix, float.IsNaN)} is not a number; it can't be ranked.", nameof(matrix));
    }

    private ScoreMatrix(float[] matrix, int queries, int items, bool transposed)
        : base(queries, items)
    {
        this.matrix = matrix;
        this.transposed = transposed;
    }

    /// <inheritdoc/>
    public override Similarity Transposed => new ScoreMatrix(matrix, Items, Queries, !transposed);

    /// <inheritdoc/>
    internal override void Score(int query, Span<float> scores)
    {
        if (!transposed)
        {
            matrix.AsSpan(query * Items, Items).CopyTo(scores);
            return;
        }
        for (var item = 0; item < Items; item++)
            scores[item] = matrix[item * Queries + query];
    }
}
