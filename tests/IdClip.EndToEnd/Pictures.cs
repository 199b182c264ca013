using NetVips;

namespace IdClip.EndToEnd;

/// <summary>Pictures that tests make up.</summary>
internal static class Pictures
{
    /// <summary>A decompression bomb: a small PNG of 40,000 x 40,000 black pixels.</summary>
    public static void WriteBomb(string path)
    {
        using var black = Image.Black(40_000, 40_000);
        black.Pngsave(path, compression: 9, filter: Enums.ForeignPngFilter.None, bitdepth: 1);
    }
}
