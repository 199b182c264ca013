using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IdClip.Synthesis.Files;

/// <summary>Chance that depends on a seed and names only: neither on what else is there nor on the order of work.</summary>
internal static class StableChoice
{
    /// <summary>A number spread evenly over all of <see cref="ulong"/>.</summary>
    public static ulong Rank(long seed, params ReadOnlySpan<string> names)
    {
        var text = new StringBuilder().Append(seed);
        foreach (var name in names)
            text.Append('\0').Append(name);
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A number in 0..1, without 1.</summary>
    public static double Share(long seed, params ReadOnlySpan<string> names) => (Rank(seed, names) >> 11) * (1.0 / (1UL << 53));
}
