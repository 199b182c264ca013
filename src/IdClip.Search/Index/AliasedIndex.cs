namespace IdClip.Search.Index;

/// <summary>Whatever exact index an alias leads to at each call, also when another process flips it.</summary>
internal sealed class AliasedIndex : IVectorIndex
{
    private readonly string _alias;
    private readonly Func<string, ExactIndex> _open;

    // Held for reading by calls, for writing by the change to another index: an index is closed once nobody is in it.
    private readonly ReaderWriterLockSlim _flip = new();
    private string? _name;
    private ExactIndex? _index;

    /// <param name="alias">File with the name of the index.</param>
    /// <param name="open">Opens an index by its name.</param>
    public AliasedIndex(string alias, Func<string, ExactIndex> open)
    {
        (_alias, _open) = (alias, open);
        ChangeTo(Target(alias));
    }

    public int Dimension
    {
        get
        {
            using var held = Hold();
            return held.Index.Dimension;
        }
    }

    public long Count
    {
        get
        {
            using var held = Hold();
            return held.Index.Count;
        }
    }

    public int MaxHits => int.MaxValue;

    /// <summary>The name that an alias file holds.</summary>
    public static string Target(string alias) => File.ReadAllText(alias);

    public void Upsert(ReadOnlySpan<long> ids, ReadOnlySpan<long> owners, ReadOnlySpan<float> vectors, ReadOnlySpan<DateOnly> dates = default)
    {
        using var held = Hold();
        held.Index.Upsert(ids, owners, vectors, dates);
    }

    public int Remove(ReadOnlySpan<long> ids)
    {
        using var held = Hold();
        return held.Index.Remove(ids);
    }

    public IReadOnlyList<VectorHit> Search(ReadOnlySpan<float> query, int k, VectorFilter? filter = null)
    {
        using var held = Hold();
        return held.Index.Search(query, k, filter);
    }

    public IReadOnlyList<IReadOnlyList<VectorHit>> SearchMany(ReadOnlySpan<float> queries, int count, int k, VectorFilter? filter = null)
    {
        using var held = Hold();
        return held.Index.SearchMany(queries, count, k, filter);
    }

    public VectorScores ScoreAll(ReadOnlySpan<float> queries, int count, VectorFilter? filter = null)
    {
        using var held = Hold();
        return held.Index.ScoreAll(queries, count, filter);
    }

    public void Compact()
    {
        using var held = Hold();
        held.Index.Compact();
    }

    public void Dispose()
    {
        _index?.Dispose();
        _flip.Dispose();
    }

    private Held Hold()
    {
        while (true)
        {
            var name = Target(_alias);
            _flip.EnterReadLock();
            if (_name == name)
                return new(_flip, _index!);
            _flip.ExitReadLock();
            ChangeTo(name);
        }
    }

    private void ChangeTo(string name)
    {
        _flip.EnterWriteLock();
        try
        {
            if (_name == name)
                return;
            var next = _open(name);
            _index?.Dispose();
            (_name, _index) = (name, next);
        }
        finally
        {
            _flip.ExitWriteLock();
        }
    }

    private readonly ref struct Held(ReaderWriterLockSlim flip, ExactIndex index)
    {
        public ExactIndex Index => index;

        public void Dispose() => flip.ExitReadLock();
    }
}
