namespace IdClip.Encoding.Pictures;

/// <summary>An upright sRGB photo at working size: the full size divided by a whole number, so large photos cost little. Dispose to give its pixels back.</summary>
internal sealed unsafe class DecodedPhoto(nint pixels, int width, int height, int fullWidth, int fullHeight, int reduction, DateTime? takenAt) : IDisposable
{
    private nint pixels = pixels;

    /// <summary>Width of the upright photo at full size.</summary>
    public int FullWidth => fullWidth;

    /// <summary>Height of the upright photo at full size.</summary>
    public int FullHeight => fullHeight;

    /// <summary>Full-size pixels per working pixel, in both directions.</summary>
    public int Reduction => reduction;

    /// <summary>EXIF DateTimeOriginal.</summary>
    public DateTime? TakenAt => takenAt;

    /// <summary>The working pixels.</summary>
    public RgbView View
    {
        get
        {
            ObjectDisposedException.ThrowIf(pixels == 0, this);
            return new RgbView(new ReadOnlySpan<byte>((void*)pixels, width * height * 3), width, height);
        }
    }

    /// <summary>A copy of the working pixels that belongs to nobody.</summary>
    public RgbPicture ToPicture() => new(width, height, View.Pixels.ToArray());

    /// <inheritdoc/>
    public void Dispose()
    {
        // libvips' WriteToMemory hands out memory that only its own allocator may free.
        if (Interlocked.Exchange(ref pixels, 0) is var owned and not 0)
            NetVips.NetVips.Free(owned);
    }
}
