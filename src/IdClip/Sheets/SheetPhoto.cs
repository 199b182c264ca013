using NetVips;
using SkiaSharp;

namespace IdClip.Sheets;

/// <summary>Decodes a photo upright and no larger than a sheet shows it.</summary>
internal static class SheetPhoto
{
    /// <summary>The photo fitted into a box of pixels, or null where the file can't be read any more.</summary>
    public static SKImage? Load(string path, int width, int height)
    {
        try
        {
            // thumbnail turns by EXIF and, for jpeg and webp, decodes at the smaller size at once.
            using var thumbnail = Image.Thumbnail(path, width, height);
            using var colours = thumbnail.Colourspace(Enums.Interpretation.Srgb);
            using var opaque = colours.HasAlpha() ? colours.Flatten(background: [255]) : colours;
            using var bytes = opaque.Cast(Enums.BandFormat.Uchar);
            using var rgba = bytes.Bandjoin(255);
            return SKImage.FromPixelCopy(
                new SKImageInfo(rgba.Width, rgba.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba.WriteToMemory<byte>());
        }
        catch (VipsException)
        {
            return null;
        }
    }
}
