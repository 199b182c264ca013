namespace IdClip.Encoding.Faces;

/// <summary>One of the few input sizes the detector runs at, so that ONNX Runtime plans memory once for each.</summary>
internal readonly record struct DetectorShape(int Width, int Height)
{
    private const int SmallSide = 320;
    private static readonly int[] ShortSides = [384, 480, 640];

    /// <summary>Longest side of the picture the detector sees; photos are not magnified to it.</summary>
    public const int LongSide = 640;

    /// <summary>The shape for a photo, and the size the photo takes in its upper left; the rest stays black.</summary>
    public static (DetectorShape Shape, int Width, int Height) For(int width, int height)
    {
        var longer = Math.Max(width, height);
        var scale = Math.Min(1, (double)LongSide / longer);
        var (fitWidth, fitHeight) = (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
        if (longer <= SmallSide)
            return (new(SmallSide, SmallSide), fitWidth, fitHeight);
        var shorter = Math.Min(fitWidth, fitHeight);
        var side = ShortSides.First(candidate => candidate >= shorter);
        return (width >= height ? new(LongSide, side) : new(side, LongSide), fitWidth, fitHeight);
    }
}
