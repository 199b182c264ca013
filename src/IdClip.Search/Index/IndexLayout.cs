using System.Runtime.InteropServices;

namespace IdClip.Search.Index;

/// <summary>Where everything lies in an index file: a header, two commit slots, then blocks of 1024 rows, each with its planes one after another.</summary>
/// <remarks>
/// A block holds what a scan reads first (centre, bounds, coarse codes) apart from what only survivors need (fine codes, rows, vectors),
/// so that a scan touches a quarter of a byte's worth per number and the file still grows at its end only.
/// </remarks>
internal sealed class IndexLayout
{
    public const int RowsPerBlock = 1024;
    public const int Page = 4096;

    /// <summary>The two commit slots have a page each, so that a torn write of one cannot touch the other.</summary>
    public const int FirstSlot = Page;

    public const int BlocksStart = 3 * Page;
    public const int MaxDimension = 8192;

    public IndexLayout(int dimension)
    {
        Dimension = dimension;
        CodeStride = (dimension + 127) / 128 * 64;
        VectorStride = (dimension + 31) / 32 * 32;
        ScaleOffset = VectorStride * sizeof(float) + 64;
        BoundOffset = ScaleOffset + RowsPerBlock * sizeof(float);
        CoarseOffset = BoundOffset + RowsPerBlock * sizeof(uint);
        FineOffset = CoarseOffset + (long)RowsPerBlock * CodeStride;
        RowOffset = FineOffset + (long)RowsPerBlock * CodeStride;
        VectorOffset = RowOffset + RowsPerBlock * Marshal.SizeOf<IndexRow>() + Padding(RowOffset + RowsPerBlock * Marshal.SizeOf<IndexRow>(), 64);
        var end = VectorOffset + (long)RowsPerBlock * VectorStride * sizeof(float);
        BlockBytes = end + Padding(end, Page);
    }

    /// <summary>Numbers a vector.</summary>
    public int Dimension { get; }

    /// <summary>Bytes of one row in a code plane: 128 numbers in 64 bytes, number j in the low half of byte j, number 64+j in the high half.</summary>
    public int CodeStride { get; }

    /// <summary>Floats of one row of the vector plane, zero-padded to whole groups of 32.</summary>
    public int VectorStride { get; }

    /// <summary>The block's centre lies at its start, followed by its checksum.</summary>
    public int CentreChecksumOffset => VectorStride * sizeof(float);

    public int ScaleOffset { get; }

    public int BoundOffset { get; }

    public long CoarseOffset { get; }

    public long FineOffset { get; }

    public long RowOffset { get; }

    public long VectorOffset { get; }

    public long BlockBytes { get; }

    public static int BlockOf(long row) => (int)(row / RowsPerBlock);

    public static int Blocks(long rows) => (int)((rows + RowsPerBlock - 1) / RowsPerBlock);

    public long BlockStart(int block) => BlocksStart + block * BlockBytes;

    public long FileLength(int blocks) => BlockStart(blocks);

    private static long Padding(long at, int alignment) => (alignment - at % alignment) % alignment;
}
