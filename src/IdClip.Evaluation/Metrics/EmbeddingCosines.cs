using System.Numerics.Tensors;

namespace IdClip.Evaluation.Metrics;

/// <summary>Cosines that are computed from unit embeddings when they are asked for.</summary>
internal sealed class EmbeddingCosines : Similarity
{
    // Half precision moves a length by less than 0.001; what is farther off was not normalised.
    private const float LengthTolerance = 0.01f;

    private readonly float[] queries;
    private readonly float[] items;
    private readonly int width;

    /// <summary>Takes [queries, width] and [items, width].</summary>
    public EmbeddingCosines(float[] queries, float[] items, int width)
        : base(Rows(queries, width, nameof(queries)), Rows(items, width, nameof(items)))
    {
        this.queries = queries;
        this.items = items;
        this.width = width;
    }

    private EmbeddingCosines(EmbeddingCosines other)
        : base(other.Items, other.Queries)
    {
        queries = other.items;
        items = other.queries;
        width = other.width;
    }

    /// <inheritdoc/>
    public override Similarity Transposed => new EmbeddingCosines(this);

    /// <inheritdoc/>
    internal override void Score(int query, Span<float> scores)
    {
        var embedding = queries.AsSpan(query * width, width);
        for (var item = 0; item < Items; item++)
            scores[item] = TensorPrimitives.Dot(embedding, items.AsSpan(item * width, width));
    }

    private static int Rows(float[] embeddings, int width, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (embeddings.Length == 0 || embeddings.Length % width != 0)
            throw new ArgumentException($"{embeddings.Length} numbers are no rows of {width}.", name);
        for (var row = 0; row < embeddings.Length / width; row++)
        {
            var length = TensorPrimitives.Norm<float>(embeddings.AsSpan(row * width, width));
            if (!(MathF.Abs(length - 1) <= LengthTolerance))
                throw new ArgumentException($"Row {row} has length {length}; divide each embedding by its length first.", name);
        }
        return embeddings.Length / width;
    }
}
