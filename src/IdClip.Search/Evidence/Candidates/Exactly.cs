using IdClip.Search.Index;

namespace IdClip.Search.Evidence.Candidates;

/// <summary>All scores of some vectors, in as many questions as the index's limit takes.</summary>
internal static class Exactly
{
    // Photos have about one and a half faces, so most questions pass at once.
    private const int PerQuestion = 6000;

    /// <summary>The vectors of these ids.</summary>
    public static VectorScores OfIds(IVectorIndex index, float[] queries, int count, long[] ids) =>
        Of(index, queries, count, ids, some => new() { Ids = some });

    /// <summary>The vectors of these owners.</summary>
    public static VectorScores OfOwners(IVectorIndex index, float[] queries, int count, long[] owners) =>
        Of(index, queries, count, owners, some => new() { Owners = some });

    private static VectorScores Of(IVectorIndex index, float[] queries, int count, long[] wanted, Func<long[], VectorFilter> filter)
    {
        var parts = new List<VectorScores>();
        var waiting = new Stack<long[]>(wanted.Chunk(PerQuestion).Reverse());
        while (waiting.TryPop(out var some))
            try
            {
                parts.Add(index.ScoreAll(queries, count, filter(some)));
            }
            catch (InvalidOperationException) when (some.Length > 1)
            {
                waiting.Push(some[(some.Length / 2)..]);
                waiting.Push(some[..(some.Length / 2)]);
            }
        return parts is [var all]
            ? all
            : new([.. parts.SelectMany(p => p.Ids)], [.. parts.SelectMany(p => p.Owners)], [.. parts.SelectMany(p => p.Scores)]);
    }
}
