namespace IdClip.Search.Evidence;

/// <summary>Which row of an adapter's index each photo row is.</summary>
internal sealed class PhotoRows
{
    private readonly long[] _photoIds;
    private readonly long[] _ids;
    private readonly int[] _rows;

    /// <param name="photoIds">Id of each photo row.</param>
    /// <param name="ids">Id of each row of the index.</param>
    public PhotoRows(long[] photoIds, long[] ids)
    {
        (_photoIds, _ids) = (photoIds, ids);
        var rowOf = new Dictionary<long, int>(ids.Length);
        for (var row = 0; row < ids.Length; row++)
            rowOf.Add(ids[row], row);
        _rows = Array.ConvertAll(photoIds, id => rowOf.GetValueOrDefault(id, -1));
    }

    /// <summary>The row of each photo, -1 where it has none.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>Whether these are the same rows: then they need not be matched again.</summary>
    public bool IsOf(ReadOnlySpan<long> photoIds, ReadOnlySpan<long> ids) => photoIds.SequenceEqual(_photoIds) && ids.SequenceEqual(_ids);
}
