using System.Numerics.Tensors;
using IdClip.Archive.People.Clusters;

namespace IdClip.Search.Clusters;

/// <summary>Average linkage over a graph of nearest neighbours, with what must not be together kept apart.</summary>
/// <remarks>
/// The two clusters whose faces are most alike on average are united first, until no two that a neighbour connects reach the threshold. The
/// mean of all cosines between two clusters is the product of their sums of vectors, so a union costs one addition. Two faces of one photo
/// are never one person, nor are faces of different groups; faces of one group always are.
/// </remarks>
internal sealed class FaceClustering
{
    private readonly IReadOnlyList<UnnamedFace> _faces;
    private readonly float _least;
    private readonly int[] _parent;
    private readonly int[] _size;
    private readonly int[] _version;
    private readonly float[]?[] _sums;
    private readonly HashSet<long>?[] _photos;
    private readonly long?[] _group;

    private FaceClustering(IReadOnlyList<UnnamedFace> faces, float least)
    {
        (_faces, _least) = (faces, least);
        _parent = [.. Enumerable.Range(0, faces.Count)];
        _size = new int[faces.Count];
        _size.AsSpan().Fill(1);
        _version = new int[faces.Count];
        _sums = new float[]?[faces.Count];
        _photos = new HashSet<long>?[faces.Count];
        _group = [.. faces.Select(f => f.Group)];
    }

    /// <summary>Clusters faces.</summary>
    /// <param name="faces">The faces.</param>
    /// <param name="edges">Neighbours among them.</param>
    /// <param name="least">Least mean cosine between two clusters that are united, -1..1.</param>
    /// <returns>For each face the place of a face that stands for its cluster.</returns>
    public static int[] Run(IReadOnlyList<UnnamedFace> faces, IEnumerable<FaceEdge> edges, float least)
    {
        var clustering = new FaceClustering(faces, least);
        foreach (var group in Enumerable.Range(0, faces.Count).Where(i => faces[i].Group is not null).GroupBy(i => faces[i].Group))
            foreach (var face in group.Skip(1))
                clustering.Unite(clustering.Find(group.First()), clustering.Find(face));
        clustering.Agglomerate(edges);
        return [.. Enumerable.Range(0, faces.Count).Select(clustering.Find)];
    }

    private void Agglomerate(IEnumerable<FaceEdge> edges)
    {
        var queue = new PriorityQueue<(int A, int B, int Version), float>();
        foreach (var edge in edges)
            Enqueue(queue, edge.A, edge.B);
        while (queue.TryDequeue(out var pair, out _))
        {
            var (a, b) = (Find(pair.A), Find(pair.B));
            if (a == b)
                continue;
            // A cluster has grown since the mean was taken.
            if (_version[a] + _version[b] != pair.Version)
                Enqueue(queue, a, b);
            else if (MayBeOne(a, b))
                Unite(a, b);
        }
    }

    private void Enqueue(PriorityQueue<(int A, int B, int Version), float> queue, int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a != b && Mean(a, b) is var mean && mean >= _least)
            queue.Enqueue((a, b, _version[a] + _version[b]), -mean);
    }

    private float Mean(int a, int b) => TensorPrimitives.Dot<float>(_sums[a] ?? _faces[a].Embedding, _sums[b] ?? _faces[b].Embedding) / ((float)_size[a] * _size[b]);

    private bool MayBeOne(int a, int b)
    {
        if (_group[a] is { } group && _group[b] is { } other && group != other)
            return false;
        var (few, many) = _size[a] < _size[b] ? (a, b) : (b, a);
        return _photos[few] is { } photos ? !photos.Any(photo => Has(many, photo)) : !Has(many, _faces[few].PhotoId);
    }

    private bool Has(int cluster, long photo) => _photos[cluster]?.Contains(photo) ?? _faces[cluster].PhotoId == photo;

    private void Unite(int a, int b)
    {
        if (a == b)
            return;
        if (_size[a] < _size[b])
            (a, b) = (b, a);
        var sum = _sums[a] ??= [.. _faces[a].Embedding];
        TensorPrimitives.Add(sum, _sums[b] ?? _faces[b].Embedding, sum);
        var photos = _photos[a] ??= [_faces[a].PhotoId];
        if (_photos[b] is { } more)
            photos.UnionWith(more);
        else
            photos.Add(_faces[b].PhotoId);
        (_sums[b], _photos[b]) = (null, null);
        _group[a] ??= _group[b];
        _parent[b] = a;
        _size[a] += _size[b];
        // Versions are added up for pairs, so they only grow.
        _version[a] += _version[b] + 1;
    }

    private int Find(int face)
    {
        while (_parent[face] != face)
            face = _parent[face] = _parent[_parent[face]];
        return face;
    }
}
