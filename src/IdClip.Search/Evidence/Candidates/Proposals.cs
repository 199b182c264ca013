using IdClip.Search.Index;

namespace IdClip.Search.Evidence.Candidates;

/// <summary>What one kind of evidence proposes: for each of its queries the vectors that are nearest.</summary>
internal sealed class Proposals
{
    private readonly int k;

    private Proposals(IReadOnlyList<IReadOnlyList<VectorHit>> hits, int k) => (Hits, this.k) = (hits, k);

    /// <summary>For each query its hits, best first.</summary>
    public IReadOnlyList<IReadOnlyList<VectorHit>> Hits { get; }

    /// <summary>Whether every vector that passes the filter is among them.</summary>
    public bool AreAll => Hits.Count > 0 && Hits[0].Count < k;

    /// <summary>The photos.</summary>
    public IEnumerable<long> Photos => Hits.SelectMany(hits => hits).Select(hit => hit.Owner);

    /// <summary>Asks an index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="queries">Row-major.</param>
    /// <param name="count">Queries, 0 or more.</param>
    /// <param name="k">Vectors wanted of each.</param>
    /// <param name="filter">Which may be proposed; null for all.</param>
    public static Proposals Of(IVectorIndex index, float[] queries, int count, int k, VectorFilter? filter) =>
        new(count == 0 ? [] : index.SearchMany(queries, count, k, filter), k);

    /// <summary>What no vector that a query did not find scores above.</summary>
    public float Reach(int query) => Hits[query][^1].Score;
}
