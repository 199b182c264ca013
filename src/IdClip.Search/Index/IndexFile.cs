using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace IdClip.Search.Index;

/// <summary>One index file: its header, its commits and the view of it that readers use.</summary>
/// <remarks>
/// Rows are written past the committed ones and synced, then a commit record is written into the older of two slots and synced.
/// A process killed anywhere in between leaves the earlier commit whole; what lies past it is never read and is overwritten later.
/// </remarks>
internal sealed unsafe class IndexFile : IDisposable
{
    private const int Version = 2;
    private const int HeaderBytes = 48;
    private readonly SafeFileHandle _handle;
    private IndexMapping _mapping;

    private IndexFile(string path, IndexLayout layout, SafeFileHandle handle, Guid identity)
    {
        (Path, Layout, _handle, Identity) = (path, layout, handle, identity);
        _mapping = new IndexMapping(handle);
    }

    private static ReadOnlySpan<byte> Magic => "IDCLIPIX"u8;

    public string Path { get; }

    public IndexLayout Layout { get; }

    /// <summary>Tells this file from a compacted one of the same name.</summary>
    public Guid Identity { get; }

    public byte* Start => _mapping.Start;

    public IndexBlock Block(int block) => new(Layout, _mapping.Start, block);

    /// <summary>Creates an empty file under a temporary name.</summary>
    public static IndexFile CreateTemporary(string path, IndexLayout layout)
    {
        var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var identity = Guid.NewGuid();
            var start = new byte[IndexLayout.BlocksStart];
            Magic.CopyTo(start);
            BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(8), Version);
            BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(12), layout.Dimension);
            BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(16), IndexLayout.RowsPerBlock);
            identity.TryWriteBytes(start.AsSpan(20));
            BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(HeaderBytes - 4), Checksum.Of(start.AsSpan(0, HeaderBytes - 4)));
            var commit = new CommitRecord(0, 0, false);
            commit.Write(start.AsSpan((int)commit.SlotOffset));
            RandomAccess.Write(handle, start, 0);
            RandomAccess.FlushToDisk(handle);
            return new IndexFile(path, layout, handle, identity);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="IndexFileException">It is no index file, of another format or dimension, or too short.</exception>
    public static IndexFile Open(string path, IndexLayout layout)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return new IndexFile(path, layout, handle, ReadIdentity(path, layout, handle));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Whether the name still leads to this file.</summary>
    public bool IsCurrent()
    {
        if (!File.Exists(Path))
            return false;
        using var handle = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return ReadIdentity(Path, Layout, handle) == Identity;
    }

    /// <summary>The newest whole commit.</summary>
    /// <exception cref="IndexFileException">Neither slot holds one.</exception>
    public CommitRecord ReadCommit() =>
        CommitRecord.Newest(new ReadOnlySpan<byte>(_mapping.Start + IndexLayout.FirstSlot, 2 * IndexLayout.Page))
        ?? throw new IndexFileException(Path, "both of its commit records are damaged");

    /// <summary>Reads the committed rows that a snapshot lacks.</summary>
    /// <exception cref="IndexFileException">The file is shorter than what was committed, or a row's checksum is wrong.</exception>
    public IndexSnapshot Load(IndexSnapshot from, CommitRecord commit)
    {
        if (commit.Rows > int.MaxValue || commit.Rows < from.Rows)
            throw new IndexFileException(Path, $"it claims {commit.Rows} rows");
        var rows = (int)commit.Rows;
        var blocks = IndexLayout.Blocks(rows);
        if (_mapping.Length < Layout.FileLength(blocks))
            Remap();
        if (_mapping.Length < Layout.FileLength(blocks))
            throw new IndexFileException(Path, $"it ends at byte {_mapping.Length} of {Layout.FileLength(blocks)}");

        var live = new ulong[(rows + 63) / 64];
        from.Live.AsSpan(0, (from.Rows + 63) / 64).CopyTo(live);
        var count = from.Count;
        for (var row = from.Rows; row < rows; row++)
        {
            var block = Block(IndexLayout.BlockOf(row));
            var at = row % IndexLayout.RowsPerBlock;
            if ((at == 0 || row == from.Rows) && !block.CentreIsWhole)
                throw new IndexFileException(Path, $"the checksum of block {IndexLayout.BlockOf(row)} is wrong");
            ref readonly var record = ref block.Rows[at];
            if (record.Checksum != record.ComputeChecksum(block.Scales[at], block.Bounds[at]) || record.Supersedes >= row || record.Supersedes < -1)
                throw new IndexFileException(Path, $"the checksum of row {row} is wrong");
            if (record.Supersedes >= 0)
            {
                live[record.Supersedes >> 6] &= ~(1UL << (record.Supersedes & 63));
                count--;
            }
            live[row >> 6] &= ~(1UL << (row & 63));
            if (!record.IsRemoval)
            {
                live[row >> 6] |= 1UL << (row & 63);
                count++;
            }
        }
        return new IndexSnapshot(commit.Sequence, rows, live, count);
    }

    /// <summary>Lengthens the file so that a number of blocks fits.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    /// <returns>Whether the view has to be renewed, by <see cref="Remap"/>, before the new blocks are read.</returns>
    public bool Grow(int blocks)
    {
        if (RandomAccess.GetLength(_handle) < Layout.FileLength(blocks))
            FileSpace.Lengthen(_handle, Layout.FileLength(Math.Max(blocks, blocks + blocks / 4)), Path);
        return _mapping.Length < Layout.FileLength(blocks);
    }

    /// <summary>Renews the view; no reader may be using it.</summary>
    public void Remap()
    {
        var old = _mapping;
        _mapping = new IndexMapping(_handle);
        old.Dispose();
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_handle, bytes, offset);

    /// <summary>Makes all rows before it count. They must be durable by then: <see cref="Flush"/> before and, for the record itself, after.</summary>
    public void Write(CommitRecord record)
    {
        Span<byte> slot = stackalloc byte[CommitRecord.Bytes];
        record.Write(slot);
        RandomAccess.Write(_handle, slot, record.SlotOffset);
    }

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose()
    {
        _mapping.Dispose();
        _handle.Dispose();
    }

    private static Guid ReadIdentity(string path, IndexLayout layout, SafeFileHandle handle)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var length = RandomAccess.GetLength(handle);
        if (length < IndexLayout.BlocksStart || RandomAccess.Read(handle, header, 0) < HeaderBytes)
            throw new IndexFileException(path, $"it ends at byte {length}, within its header");
        if (!header[..8].SequenceEqual(Magic))
            throw new IndexFileException(path, "it is not an IdClip index");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[^4..]) != Checksum.Of(header[..^4]))
            throw new IndexFileException(path, "the checksum of its header is wrong");
        var (version, dimension, rows) = (BinaryPrimitives.ReadInt32LittleEndian(header[8..]), BinaryPrimitives.ReadInt32LittleEndian(header[12..]), BinaryPrimitives.ReadInt32LittleEndian(header[16..]));
        if (version != Version || rows != IndexLayout.RowsPerBlock)
            throw new IndexFileException(path, $"it is of format {version}.{rows}, not {Version}.{IndexLayout.RowsPerBlock}");
        if (dimension != layout.Dimension)
            throw new IndexFileException(path, $"its vectors have {dimension} numbers, not {layout.Dimension}");
        return new Guid(header.Slice(20, 16));
    }
}
