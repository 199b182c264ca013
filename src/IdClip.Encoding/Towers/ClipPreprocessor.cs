using IdClip.Encoding.Pictures;
using IdClip.Models.Clip;

namespace IdClip.Encoding.Towers;

/// <summary>Makes a photo into an image tower's input, as Pillow and open_clip's evaluation transform do.</summary>
internal sealed class ClipPreprocessor(ImagePreprocessing preprocessing)
{
    private readonly PixelScale levels = PixelScale.Of(preprocessing);

    /// <summary>Floats of one input: 3 x size x size.</summary>
    public int Length => 3 * preprocessing.Size * preprocessing.Size;

    /// <summary>Side of the square input.</summary>
    public int Size => preprocessing.Size;

    public void Write(RgbView photo, Span<float> pixels)
    {
        var size = preprocessing.Size;
        var (width, height) = (size, size);
        if (preprocessing.Fit == ImageFit.CropCentre)
        {
            // torchvision's Resize(size): the longer side is truncated, not rounded.
            if (photo.Width <= photo.Height)
                height = (int)((long)size * photo.Height / photo.Width);
            else
                width = (int)((long)size * photo.Width / photo.Height);
        }

        // torchvision's CenterCrop rounds half to even, like Python.
        var left = (int)Math.Round((width - size) / 2.0, MidpointRounding.ToEven);
        var top = (int)Math.Round((height - size) / 2.0, MidpointRounding.ToEven);
        Resampler.Resize(photo, width, height, left, top, new PlanarImage(pixels, size, size, levels), ResampleKernel.Bicubic);
    }
}
