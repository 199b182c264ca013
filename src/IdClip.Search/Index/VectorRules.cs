using System.Numerics.Tensors;

namespace IdClip.Search.Index;

/// <summary>What every index refuses before it does anything.</summary>
internal static class VectorRules
{
    private const float LongestVector = 1.001f;

    /// <summary>Checks rows to be added.</summary>
    /// <returns>Of each id the place of its last row, which is the one that stays.</returns>
    /// <exception cref="ArgumentException">Lengths do not agree, an id is not positive, or a vector is longer than 1.001 or not finite.</exception>
    public static Dictionary<long, int> LastOf(
        int dimension, ReadOnlySpan<long> ids, ReadOnlySpan<long> owners, ReadOnlySpan<float> vectors, ReadOnlySpan<DateOnly> dates)
    {
        if (owners.Length != ids.Length || vectors.Length != (long)ids.Length * dimension)
            throw new ArgumentException($"{ids.Length} ids need as many owners and {dimension} numbers each; got {owners.Length} owners and {vectors.Length} numbers.");
        if (!dates.IsEmpty && dates.Length != ids.Length)
            throw new ArgumentException($"{ids.Length} ids need as many dates, or none at all; got {dates.Length}.", nameof(dates));
        var lastOf = new Dictionary<long, int>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] <= 0)
                throw new ArgumentException($"Ids must be positive; the {i + 1}th is {ids[i]}.", nameof(ids));
            if (!(TensorPrimitives.Norm(vectors.Slice(i * dimension, dimension)) <= LongestVector))
                throw new ArgumentException($"Vectors must be of unit length; that of id {ids[i]} is longer or not finite.", nameof(vectors));
            lastOf[ids[i]] = i;
        }
        return lastOf;
    }

    /// <summary>Checks queries.</summary>
    /// <exception cref="ArgumentException">There are not <paramref name="count"/> of them, or one holds a number that is not finite.</exception>
    public static void RequireQueries(int dimension, ReadOnlySpan<float> queries, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (queries.Length != (long)count * dimension)
            throw new ArgumentException($"{count} queries of {dimension} numbers need {(long)count * dimension}; got {queries.Length}.", nameof(queries));
        // Also refuses what would overflow a product.
        if (!(TensorPrimitives.Norm(queries) < 1e15f))
            throw new ArgumentException("A query holds a number that is not finite or far too large.", nameof(queries));
    }
}
