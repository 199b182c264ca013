using IdClip.Search.Index;

namespace IdClip.Search;

/// <summary>Vectors that leave an index for good.</summary>
internal static class VectorErasure
{
    // Milvus answers no more ids at once.
    private const int IdsPerQuestion = 10_000;

    /// <summary>Removes vectors and their bytes, and asks the index for them to see that they are gone.</summary>
    /// <exception cref="IOException">The index still has some.</exception>
    public static void Erase(IVectorIndex? index, IReadOnlyList<long> ids)
    {
        if (index is null || ids.Count == 0)
            return;
        // A removed row keeps its bytes until the index is compacted, and these may be the face of somebody who asked to be forgotten.
        index.Remove([.. ids]);
        index.Compact();
        var query = new float[index.Dimension];
        foreach (var some in ids.Chunk(IdsPerQuestion))
            if (index.ScoreAll(query, 1, new() { Ids = some }).Ids is { Length: > 0 } left)
                throw new IOException($"{left.Length} removed vectors are still found in the index. Index again; if that does not help, delete the index and let it be filled from the catalogue.");
    }
}
