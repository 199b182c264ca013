using IdClip.Archive.People.Clusters;
using IdClip.Search.Index;

namespace IdClip.Search.Clusters;

/// <summary>Finds the nearest neighbours of faces through the face index.</summary>
internal static class FaceNeighbours
{
    /// <summary>Neighbours looked at; more change nothing that was measured (docs/archive.md).</summary>
    public const int Neighbours = 24;

    private const int QueriesPerPass = 64;

    /// <summary>Edges of at least a cosine from each face to its nearest neighbours among the given faces.</summary>
    public static List<FaceEdge> Find(IVectorIndex index, IReadOnlyList<UnnamedFace> faces, float least, CancellationToken ct)
    {
        var places = new Dictionary<long, int>(faces.Count);
        for (var place = 0; place < faces.Count; place++)
            places.Add(faces[place].Id, place);
        var edges = new List<FaceEdge>();
        var queries = new float[QueriesPerPass * index.Dimension];
        for (var first = 0; first < faces.Count; first += QueriesPerPass)
        {
            ct.ThrowIfCancellationRequested();
            var count = Math.Min(QueriesPerPass, faces.Count - first);
            for (var query = 0; query < count; query++)
                faces[first + query].Embedding.CopyTo(queries.AsSpan(query * index.Dimension));
            var found = Search(index, queries, count);
            for (var query = 0; query < count; query++)
                foreach (var hit in found[query])
                    if (hit.Score >= least && places.TryGetValue(hit.Id, out var other) && other != first + query)
                        edges.Add(new(first + query, other, hit.Score));
        }
        return edges;
    }

    private static IReadOnlyList<IReadOnlyList<VectorHit>> Search(IVectorIndex index, float[] queries, int count)
    {
        if (index is ExactIndex exact)
            return exact.SearchMany(queries.AsSpan(0, count * index.Dimension), count, Neighbours + 1);
        var found = new IReadOnlyList<VectorHit>[count];
        for (var query = 0; query < count; query++)
            found[query] = index.Search(queries.AsSpan(query * index.Dimension, index.Dimension), Neighbours + 1);
        return found;
    }
}
