using System.Runtime.CompilerServices;

namespace IdClip.Search.Index;

/// <summary>The planes of one mapped block.</summary>
internal readonly unsafe struct IndexBlock(IndexLayout layout, byte* file, int block)
{
    private readonly byte* _start = file + layout.BlockStart(block);
    private readonly IndexLayout _layout = layout;

    public float* Centre => (float*)_start;

    public ReadOnlySpan<float> CentreNumbers => new(_start, _layout.Dimension);

    public bool CentreIsWhole =>
        Checksum.Of(new ReadOnlySpan<byte>(_start, _layout.CentreChecksumOffset)) == *(uint*)(_start + _layout.CentreChecksumOffset);

    /// <summary>Step of each row's coarse code.</summary>
    public float* Scales => (float*)(_start + _layout.ScaleOffset);

    /// <summary>Coarse residual in the upper half, code norm in the lower, each the upper half of a float.</summary>
    public uint* Bounds => (uint*)(_start + _layout.BoundOffset);

    public byte* Coarse => _start + _layout.CoarseOffset;

    public IndexRow* Rows => (IndexRow*)(_start + _layout.RowOffset);

    public byte* Fine(int row) => _start + _layout.FineOffset + (long)row * _layout.CodeStride;

    public float* Vector(int row) => (float*)(_start + _layout.VectorOffset) + (long)row * _layout.VectorStride;

    public uint DataChecksum(int row)
    {
        var crc = Checksum.Of(new ReadOnlySpan<byte>(Coarse + (long)row * _layout.CodeStride, _layout.CodeStride));
        crc = Checksum.Of(new ReadOnlySpan<byte>(Fine(row), _layout.CodeStride), crc);
        return Checksum.Of(new ReadOnlySpan<byte>((byte*)Vector(row), _layout.VectorStride * sizeof(float)), crc);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Residual(uint bounds) => BitConverter.UInt32BitsToSingle(bounds & 0xFFFF0000);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CodeNorm(uint bounds) => BitConverter.UInt32BitsToSingle(bounds << 16);
}
