namespace IdClip.Search.Evidence;

/// <summary>The best few of many scored photos: greater score first, smaller id among equals.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class BestPhotos(int capacity)
{
    // The worst of them is on top.
    private static readonly Comparer<(double Score, long Id)> WorstFirst =
        Comparer<(double Score, long Id)>.Create((a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Id.CompareTo(a.Id));

    private readonly PriorityQueue<int, (double Score, long Id)> _rows = new(WorstFirst);

    /// <summary>The score that a further photo must at least reach; negative infinity until full.</summary>
    public double Needed { get; private set; } = double.NegativeInfinity;

    /// <summary>Rows and scores.</summary>
    public IEnumerable<(int Row, double Score)> Unordered => _rows.UnorderedItems.Select(item => (item.Element, item.Priority.Score));

    public void Add(int row, double score, long id)
    {
        if (_rows.Count < capacity)
            _rows.Enqueue(row, (score, id));
        else
            _rows.EnqueueDequeue(row, (score, id));
        if (_rows.Count == capacity && _rows.TryPeek(out _, out var worst))
            Needed = worst.Score;
    }
}
