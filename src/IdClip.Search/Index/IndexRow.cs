using System.Numerics;
using System.Runtime.InteropServices;

namespace IdClip.Search.Index;

/// <summary>What the file keeps of a row beside its codes and its vector (40 bytes, little-endian).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct IndexRow
{
    /// <summary>The vector's id; negated in a row that only removes <see cref="Supersedes"/>.</summary>
    public long Id;

    public long Owner;

    /// <summary>The earlier row of the same id that this one replaces or removes; -1 for none. Makes the set of live rows a plain pass at opening.</summary>
    public int Supersedes;

    /// <summary>Step of the fine code.</summary>
    public float FineScale;

    /// <summary>Norm of what coarse and fine code together leave of the centred vector, rounded up.</summary>
    public float FineResidual;

    /// <summary>Of the codes and the vector; checked when a row is copied (compaction) or verified.</summary>
    public uint DataChecksum;

    /// <summary>Of the other fields with the row's scale and bounds; checked at opening.</summary>
    public uint Checksum;

    /// <summary>Day number of the vector's date; 0 for none.</summary>
    public int Day;

    public readonly bool IsRemoval => Id < 0;

    public readonly uint ComputeChecksum(float scale, uint bound)
    {
        var crc = BitOperations.Crc32C(0x1DC11Bu, (ulong)Id);
        crc = BitOperations.Crc32C(crc, (ulong)Owner);
        crc = BitOperations.Crc32C(crc, (uint)Day);
        crc = BitOperations.Crc32C(crc, ((ulong)(uint)Supersedes << 32) | BitConverter.SingleToUInt32Bits(FineScale));
        crc = BitOperations.Crc32C(crc, ((ulong)BitConverter.SingleToUInt32Bits(FineResidual) << 32) | DataChecksum);
        return BitOperations.Crc32C(crc, ((ulong)BitConverter.SingleToUInt32Bits(scale) << 32) | bound);
    }
}
