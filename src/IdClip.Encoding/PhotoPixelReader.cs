using IdClip.Encoding.Pictures;
using IdClip.Encoding.Towers;
using IdClip.Models.Store;

namespace IdClip.Encoding;

/// <summary>Reads picture files as the pixels that a model's image tower takes, exactly as the encoders do; training reads photos through it. Thread-safe.</summary>
public sealed class PhotoPixelReader
{
    private readonly PhotoDecoder decoder;
    private readonly ClipPreprocessor preprocessor;

    private PhotoPixelReader(ClipModel clip, DecodeLimits limits)
    {
        decoder = new PhotoDecoder(limits, clip.Preprocessing.Size);
        preprocessor = new ClipPreprocessor(clip.Preprocessing);
    }

    /// <summary>Makes a reader.</summary>
    /// <param name="clip">The model whose preprocessing is applied.</param>
    /// <param name="limits">What a picture file may cost; null for the defaults.</param>
    public static PhotoPixelReader Create(ClipModel clip, DecodeLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return new PhotoPixelReader(clip, limits ?? new DecodeLimits());
    }

    /// <summary>Reads a picture file, upright and in sRGB.</summary>
    /// <returns>Planes of red, green and blue, <c>3 x S x S</c> floats for a tower of side S, scaled by the model's mean and deviation.</returns>
    /// <exception cref="PictureException">The file is missing, over the limits, of an unread format, damaged or cut short.</exception>
    public float[] Read(string file)
    {
        using var photo = decoder.Decode(file);
        var pixels = new float[preprocessor.Length];
        preprocessor.Write(photo.View, pixels);
        return pixels;
    }
}
