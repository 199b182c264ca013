namespace IdClip.Encoding.Pictures;

/// <summary>An upright 8-bit sRGB picture in memory.</summary>
public sealed class RgbPicture
{
    /// <summary>Takes pixels over.</summary>
    /// <param name="width">Columns, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="pixels">Interleaved RGB rows without padding, <c>3 x width x height</c> bytes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public RgbPicture(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.LongLength, 3L * width * height);
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Interleaved RGB rows without padding.</summary>
    public byte[] Pixels { get; }

    internal RgbView View => new(Pixels, Width, Height);
}
