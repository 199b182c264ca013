using System.Runtime.Intrinsics;
using IdClip.Models.Clip;

namespace IdClip.Encoding.Pictures;

/// <summary>How levels of 0..255 become a network's input values, per channel R, G, B.</summary>
internal readonly record struct PixelScale(Vector128<float> Scale, Vector128<float> Bias, bool BlueFirst)
{
    /// <summary>Levels as they are, in the order R, G, B.</summary>
    public static PixelScale RawRgb { get; } = new(Vector128.Create(1f), default, false);

    /// <summary>Levels as they are, in OpenCV's order B, G, R.</summary>
    public static PixelScale RawBgr { get; } = new(Vector128.Create(1f), default, true);

    /// <summary><c>(level - 127.5) / 128</c>.</summary>
    public static PixelScale FaceNet { get; } = new(Vector128.Create(1 / 128f), Vector128.Create(-127.5f / 128), false);

    /// <summary><c>(level - 127.5) / 127.5</c>.</summary>
    public static PixelScale ArcFace { get; } = new(Vector128.Create(1 / 127.5f), Vector128.Create(-1f), false);

    /// <summary><c>level / 255</c>.</summary>
    public static PixelScale Unit { get; } = new(Vector128.Create(1 / 255f), default, false);

    /// <summary><c>(level / 255 - mean) / std</c>.</summary>
    public static PixelScale Of(ImagePreprocessing preprocessing)
    {
        var (mean, std) = (preprocessing.Mean, preprocessing.Std);
        return new(
            Vector128.Create(1 / (255 * std[0]), 1 / (255 * std[1]), 1 / (255 * std[2]), 0),
            Vector128.Create(-mean[0] / std[0], -mean[1] / std[1], -mean[2] / std[2], 0),
            false);
    }
}
