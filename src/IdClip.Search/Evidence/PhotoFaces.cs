namespace IdClip.Search.Evidence;

/// <summary>Which rows of a face index belong to which row of a photo index.</summary>
internal sealed class PhotoFaces
{
    private readonly int[] _start;
    private readonly int[] _faces;
    private readonly long[] _owners;

    /// <summary>Groups the faces by photo; faces of photos that are not there are left out.</summary>
    /// <param name="photoIds">Id of each photo row, all different.</param>
    /// <param name="owners">Photo id of each face row.</param>
    public PhotoFaces(long[] photoIds, long[] owners)
    {
        (PhotoIds, _owners) = (photoIds, owners);
        var rowOf = new Dictionary<long, int>(photoIds.Length);
        for (var row = 0; row < photoIds.Length; row++)
            rowOf.Add(photoIds[row], row);

        var photoRows = new int[owners.Length];
        _start = new int[photoIds.Length + 1];
        for (var face = 0; face < owners.Length; face++)
        {
            photoRows[face] = rowOf.GetValueOrDefault(owners[face], -1);
            if (photoRows[face] >= 0)
                _start[photoRows[face] + 1]++;
        }
        for (var row = 0; row < photoIds.Length; row++)
            _start[row + 1] += _start[row];

        _faces = new int[_start[^1]];
        var next = _start.AsSpan(0, photoIds.Length).ToArray();
        for (var face = 0; face < owners.Length; face++)
            if (photoRows[face] >= 0)
                _faces[next[photoRows[face]]++] = face;
    }

    /// <summary>Id of each photo row.</summary>
    public long[] PhotoIds { get; }

    /// <summary>Face rows of a photo row.</summary>
    public ReadOnlySpan<int> Of(int photo) => _faces.AsSpan(_start[photo], _start[photo + 1] - _start[photo]);

    /// <summary>Whether this grouping is that of the same rows: then it need not be built again.</summary>
    public bool IsOf(ReadOnlySpan<long> photoIds, ReadOnlySpan<long> owners) =>
        photoIds.SequenceEqual(PhotoIds) && IsOf(owners);

    /// <summary>Whether it groups the same face rows.</summary>
    public bool IsOf(ReadOnlySpan<long> owners) => owners.SequenceEqual(_owners);
}
