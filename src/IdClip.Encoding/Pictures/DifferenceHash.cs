namespace IdClip.Encoding.Pictures;

/// <summary>What a picture looks like from afar, in 256 bits: whether each of 16 x 16 places is darker than the one to its right. Copies differ in few bits whatever their size, format and brightness.</summary>
internal static class DifferenceHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Bytes = Side * Side / 8;

    private const int Side = 16;
    private const int Places = (Side + 1) * Side;

    /// <summary>The hash of a picture.</summary>
    public static byte[] Of(RgbView picture)
    {
        Span<float> planes = stackalloc float[3 * Places];
        Resampler.Resize(picture, Side + 1, Side, 0, 0, new PlanarImage(planes, Side + 1, Side, PixelScale.RawRgb), ResampleKernel.Bilinear);
        Span<float> light = stackalloc float[Places];
        for (var place = 0; place < Places; place++)
            light[place] = .299f * planes[place] + .587f * planes[Places + place] + .114f * planes[2 * Places + place];

        var hash = new byte[Bytes];
        for (var bit = 0; bit < Side * Side; bit++)
            if (light[bit / Side * (Side + 1) + bit % Side] < light[bit / Side * (Side + 1) + bit % Side + 1])
                hash[bit / 8] |= (byte)(1 << bit % 8);
        return hash;
    }
}
