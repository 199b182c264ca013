using System.Numerics;
using System.Runtime.InteropServices;

namespace IdClip.Archive.Catalogue;

/// <summary>What a photo looks like from afar, in 256 bits.</summary>
public readonly record struct DifferenceHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Bytes = 32;

    /// <summary>Bits of a hash.</summary>
    public const int Bits = 8 * Bytes;

    private readonly ulong a, b, c, d;

    /// <param name="hash"><see cref="Bytes"/> bytes.</param>
    public DifferenceHash(ReadOnlySpan<byte> hash)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(hash);
        (a, b, c, d) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>In how many bits two photos differ, 0 to <see cref="Bits"/>: about half of them where they have nothing to do with each other.</summary>
    public int Apart(DifferenceHash other) =>
        BitOperations.PopCount(a ^ other.a) + BitOperations.PopCount(b ^ other.b) + BitOperations.PopCount(c ^ other.c) + BitOperations.PopCount(d ^ other.d);

    /// <summary>Some bits of the hash as a number.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many, at most 32.</param>
    public int Part(int first, int count)
    {
        var (word, at) = (first / 64, first % 64);
        var bits = Word(word) >> at;
        if (at + count > 64)
            bits |= Word(word + 1) << 64 - at;
        return (int)(bits & (1ul << count) - 1);
    }

    private ulong Word(int number) => number switch { 0 => a, 1 => b, 2 => c, _ => d };
}
