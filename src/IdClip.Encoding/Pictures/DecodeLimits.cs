namespace IdClip.Encoding.Pictures;

/// <summary>What a picture file may cost before it is refused. All are checked from the header, before a pixel is decoded.</summary>
public sealed record DecodeLimits
{
    /// <summary>Largest file in bytes.</summary>
    public long FileBytes { get; init; } = 256L << 20;

    /// <summary>Most pixels of a picture that can be decoded row by row (baseline JPEG, PNG, TIFF).</summary>
    public long Pixels { get; init; } = 200_000_000;

    /// <summary>Most pixels of a picture that its format makes the decoder hold whole (progressive JPEG, interlaced PNG, WebP, AVIF, HEIC, GIF).</summary>
    public long PixelsHeldWhole { get; init; } = 64_000_000;

    /// <summary>Longest side in pixels.</summary>
    public int Side { get; init; } = 65_000;
}
