namespace IdClip.Search.Index;

/// <summary>The best few of many scored rows: greater score first, smaller id among equals. A binary heap with the worst on top.</summary>
internal sealed class BestHits(int capacity)
{
    private VectorHit[] _heap = new VectorHit[Math.Min(capacity, 16)];

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    /// <summary>The score that a further row must at least reach; negative infinity until full.</summary>
    public float Threshold => IsFull ? _heap[0].Score : float.NegativeInfinity;

    public ReadOnlySpan<VectorHit> Unordered => _heap.AsSpan(0, Count);

    public void Add(VectorHit hit)
    {
        if (!IsFull)
        {
            if (Count == _heap.Length)
                Array.Resize(ref _heap, Math.Min(capacity, Count * 2));
            var at = Count++;
            while (at > 0 && Beats(_heap[(at - 1) / 2], hit))
            {
                _heap[at] = _heap[(at - 1) / 2];
                at = (at - 1) / 2;
            }
            _heap[at] = hit;
        }
        else if (Beats(hit, _heap[0]))
        {
            var at = 0;
            for (var child = 1; child < Count; child = 2 * at + 1)
            {
                if (child + 1 < Count && Beats(_heap[child], _heap[child + 1]))
                    child++;
                if (!Beats(hit, _heap[child]))
                    break;
                _heap[at] = _heap[child];
                at = child;
            }
            _heap[at] = hit;
        }
    }

    /// <summary>The best of several lists of the same capacity.</summary>
    public static BestHits Merge(List<BestHits> lists)
    {
        var merged = lists[0];
        foreach (var list in lists.Skip(1))
            foreach (var hit in list.Unordered)
                merged.Add(hit);
        return merged;
    }

    public VectorHit[] Ordered()
    {
        var hits = Unordered.ToArray();
        Array.Sort(hits, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Id.CompareTo(b.Id));
        return hits;
    }

    private static bool Beats(in VectorHit a, in VectorHit b) => a.Score > b.Score || (a.Score == b.Score && a.Id < b.Id);
}
