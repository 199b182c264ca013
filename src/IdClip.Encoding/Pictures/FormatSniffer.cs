namespace IdClip.Encoding.Pictures;

/// <summary>Tells a file's format from its first bytes; names are not trusted.</summary>
internal static class FormatSniffer
{
    /// <summary>How many bytes <see cref="Sniff"/> looks at.</summary>
    public const int HeaderBytes = 32;

    public static PictureFormat Sniff(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return PictureFormat.Jpeg;
        if (header.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return PictureFormat.Png;
        if (header.StartsWith("GIF87a"u8) || header.StartsWith("GIF89a"u8))
            return PictureFormat.Gif;
        if (header.StartsWith("II*\0"u8) || header.StartsWith("MM\0*"u8))
            return PictureFormat.Tiff;
        if (header.Length >= 12 && header.StartsWith("RIFF"u8) && header[8..].StartsWith("WEBP"u8))
            return PictureFormat.WebP;
        return header.Length >= 12 && header[4..].StartsWith("ftyp"u8) ? Brand(header[8..]) : PictureFormat.Unknown;
    }

    private static PictureFormat Brand(ReadOnlySpan<byte> brand)
    {
        if (brand.StartsWith("avif"u8) || brand.StartsWith("avis"u8))
            return PictureFormat.Avif;
        return brand.StartsWith("heic"u8) || brand.StartsWith("heix"u8) || brand.StartsWith("hevc"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("msf1"u8)
            ? PictureFormat.Heic
            : PictureFormat.Unknown;
    }
}
