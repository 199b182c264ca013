namespace IdClip.Search.Index;

/// <summary>A vector index in one memory-mapped file whose answers are those of comparing every vector in single precision.</summary>
/// <remarks>
/// Several processes may open a file: each call sees all that was committed before it, and writers take turns.
/// docs/index.md describes the file, the bounds and the measurements.
/// </remarks>
public sealed class ExactIndex : IVectorIndex
{
    private static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly IndexLayout _layout;
    private readonly Rotation _rotation;
    private readonly ReaderWriterLockSlim _view = new();
    private readonly Lock _writer = new();
    private IndexFile _file;
    private volatile IndexSnapshot _snapshot = IndexSnapshot.Empty;
    private Dictionary<long, int>? _rowOfId;
    private Tuple<IndexSnapshot, long[], long[]>? _liveRows;

    private ExactIndex(string path, IndexLayout layout)
    {
        (_path, _layout, _rotation) = (path, layout, new Rotation(layout.Dimension));
        using (LockFile())
        {
            // A compaction that was killed left this behind; its file was never renamed, so nothing in it counts.
            File.Delete(TemporaryPath);
            if (!File.Exists(path))
            {
                IndexFile.CreateTemporary(TemporaryPath, layout).Dispose();
                File.Move(TemporaryPath, path);
                DirectorySync.Flush(Path.GetDirectoryName(path)!);
            }
        }
        _file = IndexFile.Open(path, layout);
        try
        {
            _snapshot = _file.Load(IndexSnapshot.Empty, _file.ReadCommit());
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Dimension => _layout.Dimension;

    /// <inheritdoc/>
    public long Count => Read(static (_, snapshot) => snapshot.Count);

    /// <inheritdoc/>
    public int MaxHits => int.MaxValue;

    /// <summary>Rows in the file, replaced and removed ones included: what a search reads and what <see cref="Compact"/> would bring down to <see cref="Count"/>.</summary>
    public long Rows => Read(static (_, snapshot) => snapshot.Rows);

    /// <summary>Which instructions scan the codes.</summary>
    internal KernelPath Kernel { get; set; } = CodeKernel.Best;

    private string TemporaryPath => _path + ".tmp";

    /// <summary>Opens an index file, or creates it with its folder.</summary>
    /// <param name="path">The file; beside it a file of the same name and <c>.lock</c> lets writers take turns.</param>
    /// <param name="dimension">Numbers a vector, 1 to 8192.</param>
    /// <exception cref="IndexFileException">The file is damaged or holds vectors of another dimension: delete it and rebuild it.</exception>
    public static ExactIndex Open(string path, int dimension)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, IndexLayout.MaxDimension);
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new ExactIndex(path, new IndexLayout(dimension));
    }

    /// <inheritdoc/>
    /// <remarks>All of one call appear at once or, where the process is killed within it, not at all.</remarks>
    public void Upsert(ReadOnlySpan<long> ids, ReadOnlySpan<long> owners, ReadOnlySpan<float> vectors, ReadOnlySpan<DateOnly> dates = default)
    {
        var lastOf = VectorRules.LastOf(Dimension, ids, owners, vectors, dates);
        if (ids.IsEmpty)
            return;

        lock (_writer)
            using (BeginWrite())
            {
                var rowOfId = RowOfId();
                var records = new IndexRow[lastOf.Count];
                var distinct = lastOf.Count == ids.Length ? [] : new float[lastOf.Count * Dimension];
                var count = 0;
                for (var i = 0; i < ids.Length; i++)
                {
                    if (lastOf[ids[i]] != i)
                        continue;
                    if (distinct.Length > 0)
                        vectors.Slice(i * Dimension, Dimension).CopyTo(distinct.AsSpan(count * Dimension));
                    records[count++] = new IndexRow
                    {
                        Id = ids[i],
                        Owner = owners[i],
                        Day = dates.IsEmpty ? 0 : dates[i].DayNumber,
                        Supersedes = rowOfId.GetValueOrDefault(ids[i], -1),
                    };
                }
                Append(records, distinct.Length > 0 ? distinct : vectors);
                CompactIfWorthIt();
            }
    }

    /// <inheritdoc/>
    /// <remarks>The vectors' bytes stay in the file until <see cref="Compact"/>.</remarks>
    public int Remove(ReadOnlySpan<long> ids)
    {
        if (ids.IsEmpty)
            return 0;
        lock (_writer)
            using (BeginWrite())
            {
                var rowOfId = RowOfId();
                var records = new List<IndexRow>();
                var seen = new HashSet<long>();
                foreach (var id in ids)
                    if (rowOfId.TryGetValue(id, out var row) && seen.Add(id))
                        records.Add(new IndexRow { Id = -id, Owner = 0, Supersedes = row });
                if (records.Count > 0)
                    Append(records.ToArray(), []);
                CompactIfWorthIt();
                return records.Count;
            }
    }

    /// <inheritdoc/>
    public IReadOnlyList<VectorHit> Search(ReadOnlySpan<float> query, int k, VectorFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        VectorRules.RequireQueries(Dimension, query, 1);
        var passes = RowFilters.Of(filter);
        var encoded = new EncodedQuery(_layout, _rotation, query);
        return Read((file, snapshot) => TopSearch.Run(new RowScores(file, snapshot, encoded, passes, Kernel), snapshot, k));
    }

    /// <summary>A search with how many rows got past the coarse and past the fine codes.</summary>
    internal (VectorHit[] Hits, int Refined, int Rescored) SearchCounted(ReadOnlySpan<float> query, int k)
    {
        var encoded = new EncodedQuery(_layout, _rotation, query);
        return Read((file, snapshot) =>
        {
            var scores = new RowScores(file, snapshot, encoded, null, Kernel);
            return (TopSearch.Run(scores, snapshot, k), scores.Refined, scores.Rescored);
        });
    }

    /// <inheritdoc/>
    /// <remarks>One pass over the data: less time for each query from about four on.</remarks>
    public IReadOnlyList<IReadOnlyList<VectorHit>> SearchMany(ReadOnlySpan<float> queries, int count, int k, VectorFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        VectorRules.RequireQueries(Dimension, queries, count);
        var passes = RowFilters.Of(filter);
        var encoded = new EncodedQuery[count];
        for (var query = 0; query < count; query++)
            encoded[query] = new EncodedQuery(_layout, _rotation, queries.Slice(query * Dimension, Dimension));
        return Read((file, snapshot) => BatchSearch.Run(Array.ConvertAll(encoded, query => new RowScores(file, snapshot, query, passes, Kernel)), snapshot, k));
    }

    /// <inheritdoc/>
    /// <remarks>Ids and owners may be shared between the results of several calls: do not change them.</remarks>
    public VectorScores ScoreAll(ReadOnlySpan<float> queries, int count, VectorFilter? filter = null)
    {
        VectorRules.RequireQueries(Dimension, queries, count);
        var given = queries.ToArray();
        var passes = RowFilters.Of(filter);
        return Read((file, snapshot) =>
        {
            if (passes is not null)
                return AllScores.OfPassing(file, snapshot, given, count, passes);
            var rows = _liveRows;
            if (rows?.Item1 != snapshot)
            {
                var (ids, owners) = AllScores.LiveRows(file, snapshot);
                _liveRows = rows = Tuple.Create(snapshot, ids, owners);
            }
            return new VectorScores(rows.Item2, rows.Item3, AllScores.Of(file, snapshot, given, count));
        });
    }

    /// <inheritdoc/>
    /// <remarks>Rewrites the file without replaced and removed rows, so that nothing of their vectors is left in it. Durable when it returns.</remarks>
    /// <exception cref="IndexFileException">A vector's checksum is wrong: delete the file and rebuild it.</exception>
    public void Compact()
    {
        lock (_writer)
            using (BeginWrite())
                CompactNow();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.EnterWriteLock();
        try
        {
            _file.Dispose();
        }
        finally
        {
            _view.ExitWriteLock();
        }
        _view.Dispose();
    }

    private T Read<T>(Func<IndexFile, IndexSnapshot, T> read)
    {
        while (true)
        {
            _view.EnterReadLock();
            try
            {
                if (_file.ReadCommit().Sequence == _snapshot.Sequence)
                    return read(_file, _snapshot);
            }
            finally
            {
                _view.ExitReadLock();
            }
            // Another process has written; its commit is rarely newer again right after.
            Refresh(_file.IsCurrent);
        }
    }

    // Catches up with other processes: their commits, and the file that a compaction put in this one's place.
    private void Refresh(Func<bool> isCurrent)
    {
        _view.EnterWriteLock();
        try
        {
            var commit = _file.ReadCommit();
            if (commit.Superseded || !isCurrent())
            {
                var file = IndexFile.Open(_path, _layout);
                var snapshot = file.Load(IndexSnapshot.Empty, file.ReadCommit());
                _file.Dispose();
                (_file, _snapshot, _rowOfId) = (file, snapshot, null);
            }
            else if (commit.Sequence != _snapshot.Sequence)
            {
                (_snapshot, _rowOfId) = (_file.Load(_snapshot, commit), null);
            }
        }
        finally
        {
            _view.ExitWriteLock();
        }
    }

    private FileStream BeginWrite()
    {
        var held = LockFile();
        try
        {
            Refresh(_file.IsCurrent);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private FileStream LockFile()
    {
        var until = Environment.TickCount64 + (long)WriterPatience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                if (Environment.TickCount64 > until)
                    throw new IOException($"Another process has been writing to {_path} for {WriterPatience.TotalSeconds:0} seconds; try again when it has ended.", e);
                Thread.Sleep(5);
            }
        }
    }

    private Dictionary<long, int> RowOfId()
    {
        if (_rowOfId is not null)
            return _rowOfId;
        var rowOfId = new Dictionary<long, int>(_snapshot.Count);
        var (ids, _) = AllScores.LiveRows(_file, _snapshot);
        for (int row = 0, at = 0; row < _snapshot.Rows; row++)
            if (_snapshot.IsLive(row))
                rowOfId[ids[at++]] = row;
        return _rowOfId = rowOfId;
    }

    private void Append(ReadOnlySpan<IndexRow> records, ReadOnlySpan<float> vectors)
    {
        var first = _snapshot.Rows;
        Grow(checked(first + records.Length));
        new RowWriter(_file, _rotation).Write(first, records, vectors);
        var commit = new CommitRecord(_snapshot.Sequence + 1, first + records.Length, false);
        _file.Flush();
        _view.EnterWriteLock();
        try
        {
            _file.Write(commit);
            _snapshot = _file.Load(_snapshot, commit);
        }
        finally
        {
            _view.ExitWriteLock();
        }
        _file.Flush();
        for (var i = 0; i < records.Length; i++)
            if (records[i].IsRemoval)
                _rowOfId!.Remove(-records[i].Id);
            else
                _rowOfId![records[i].Id] = first + i;
    }

    private void Grow(int rows)
    {
        if (!_file.Grow(IndexLayout.Blocks(rows)))
            return;
        _view.EnterWriteLock();
        try
        {
            _file.Remap();
        }
        finally
        {
            _view.ExitWriteLock();
        }
    }

    // Once more than half of the rows are dead, a rewrite costs less than reading past them in every search.
    private void CompactIfWorthIt()
    {
        if (_snapshot.Rows - _snapshot.Count > Math.Max(4 * IndexLayout.RowsPerBlock, _snapshot.Count))
            CompactNow();
    }

    private void CompactNow()
    {
        var compacted = IndexFile.CreateTemporary(TemporaryPath, _layout);
        try
        {
            var rows = Copy(compacted);
            compacted.Flush();
            compacted.Write(new CommitRecord(1, rows, false));
            compacted.Flush();
            File.Move(TemporaryPath, _path, overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(_path)!);
        }
        catch
        {
            compacted.Dispose();
            File.Delete(TemporaryPath);
            throw;
        }
        compacted.Dispose();

        var file = IndexFile.Open(_path, _layout);
        _view.EnterWriteLock();
        try
        {
            // Tells other processes, which still hold the old file, to open the new one.
            _file.Write(new CommitRecord(_snapshot.Sequence + 1, _snapshot.Rows, true));
            _file.Dispose();
            (_file, _snapshot, _rowOfId) = (file, file.Load(IndexSnapshot.Empty, file.ReadCommit()), null);
        }
        finally
        {
            _view.ExitWriteLock();
        }
    }

    private unsafe int Copy(IndexFile target)
    {
        target.Grow(IndexLayout.Blocks(_snapshot.Count));
        target.Remap();
        var writer = new RowWriter(target, _rotation);
        var records = new List<IndexRow>(IndexLayout.RowsPerBlock);
        var vectors = new float[IndexLayout.RowsPerBlock * Dimension];
        var written = 0;
        for (var row = 0; row <= _snapshot.Rows; row++)
        {
            if (records.Count == IndexLayout.RowsPerBlock || (row == _snapshot.Rows && records.Count > 0))
            {
                writer.Write(written, records.ToArray(), vectors.AsSpan(0, records.Count * Dimension));
                written += records.Count;
                records.Clear();
            }
            if (row == _snapshot.Rows || !_snapshot.IsLive(row))
                continue;
            var block = _file.Block(IndexLayout.BlockOf(row));
            var at = row % IndexLayout.RowsPerBlock;
            if (block.DataChecksum(at) != block.Rows[at].DataChecksum)
                throw new IndexFileException(_path, $"the checksum of row {row}'s vector is wrong");
            new ReadOnlySpan<float>(block.Vector(at), Dimension).CopyTo(vectors.AsSpan(records.Count * Dimension));
            records.Add(new IndexRow { Id = block.Rows[at].Id, Owner = block.Rows[at].Owner, Day = block.Rows[at].Day, Supersedes = -1 });
        }
        return written;
    }
}
