using System.Numerics;
using System.Runtime.InteropServices;

namespace IdClip.Search.Index;

/// <summary>CRC-32C, eight bytes at a time.</summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes, uint seed = uint.MaxValue)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            seed = BitOperations.Crc32C(seed, word);
        foreach (var b in bytes[(words.Length * sizeof(ulong))..])
            seed = BitOperations.Crc32C(seed, b);
        return seed;
    }
}
