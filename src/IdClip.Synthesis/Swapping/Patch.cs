using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Blending;

namespace IdClip.Synthesis.Swapping;

/// <summary>The part of a photo that a swap touches, as planes of levels.</summary>
internal sealed class Patch
{
    private readonly int left;
    private readonly int top;

    private Patch(int left, int top, int width, int height)
    {
        (this.left, this.top) = (left, top);
        (Mask, Opacity) = (new(width, height), new(width, height));
        Source = [new(width, height), new(width, height), new(width, height)];
        Target = [new(width, height), new(width, height), new(width, height)];
    }

    /// <summary>1 where the face is replaced; 0 in the outermost rows and columns.</summary>
    public Plane Mask { get; }

    /// <summary>How much of the replacement shows, 0..1; 0 outside the mask.</summary>
    public Plane Opacity { get; }

    /// <summary>Red, green and blue of the face that is put in.</summary>
    public Plane[] Source { get; }

    /// <summary>Red, green and blue of the photo as it was.</summary>
    public Plane[] Target { get; }

    /// <summary>The part of <paramref name="photo"/> around an outline that lies inside it; nothing is masked yet.</summary>
    public static Patch Around(FaceContour contour, RgbPicture photo)
    {
        float left = contour.X, right = contour.X, top = contour.Y, bottom = contour.Y;
        for (var direction = 0; direction < FaceContour.Directions; direction++)
        {
            var (x, y) = contour.Point(direction, contour.Radii[direction]);
            (left, right, top, bottom) = (MathF.Min(left, x), MathF.Max(right, x), MathF.Min(top, y), MathF.Max(bottom, y));
        }

        return Of(photo, left, top, right, bottom);
    }

    /// <summary>The part of <paramref name="photo"/> that holds a rectangle and a border of a pixel or two, where the photo goes on; nothing is masked yet.</summary>
    /// <exception cref="SwapException">The rectangle lies outside the photo.</exception>
    public static Patch Of(RgbPicture photo, float left, float top, float right, float bottom)
    {
        int firstX = Math.Max(0, (int)left - 1), firstY = Math.Max(0, (int)top - 1);
        int width = (int)MathF.Min(photo.Width, right + 3) - firstX, height = (int)MathF.Min(photo.Height, bottom + 3) - firstY;
        if (width < 1 || height < 1)
            throw new SwapException("the face lies outside its photo");
        var patch = new Patch(firstX, firstY, width, height);
        patch.Read(photo);
        return patch;
    }

    /// <summary>Fills <see cref="Source"/>, all of it: blending looks a pixel over the mask's edge.</summary>
    public void Fill(FaceSampler sampler)
    {
        for (var y = 0; y < Mask.Height; y++)
        {
            for (var x = 0; x < Mask.Width; x++)
            {
                var rgb = sampler.Read(left + x, top + y);
                for (var channel = 0; channel < 3; channel++)
                    Source[channel][x, y] = rgb[channel];
            }
        }
    }

    /// <summary>Fills <see cref="Mask"/> and <see cref="Opacity"/> by how much of the source shows at a pixel of the photo, 0..1.</summary>
    public void Draw(Func<int, int, float> opacity)
    {
        for (var y = 0; y < Mask.Height; y++)
        {
            for (var x = 0; x < Mask.Width; x++)
            {
                Opacity[x, y] = opacity(left + x, top + y);
                Mask[x, y] = Opacity[x, y] > 0 ? 1 : 0;
            }
        }
    }

    /// <summary>Reads a plane of the patch at a pixel of the photo.</summary>
    public float At(Plane plane, float x, float y) =>
        plane[Math.Clamp((int)MathF.Round(x) - left, 0, plane.Width - 1), Math.Clamp((int)MathF.Round(y) - top, 0, plane.Height - 1)];

    /// <summary>A copy of <paramref name="photo"/> with <see cref="Source"/> in it; pixels outside the mask are the photo's own.</summary>
    public RgbPicture PutInto(RgbPicture photo)
    {
        var pixels = photo.Pixels.AsSpan().ToArray();
        for (var y = 0; y < Mask.Height; y++)
        {
            for (var x = 0; x < Mask.Width; x++)
            {
                var opacity = Opacity[x, y];
                if (opacity == 0)
                    continue;
                var at = (((top + y) * photo.Width) + left + x) * 3;
                for (var channel = 0; channel < 3; channel++)
                {
                    var level = Target[channel][x, y] + (opacity * (Source[channel][x, y] - Target[channel][x, y]));
                    pixels[at + channel] = (byte)Math.Clamp(MathF.Round(level), 0, 255);
                }
            }
        }

        return new RgbPicture(photo.Width, photo.Height, pixels);
    }

    private void Read(RgbPicture photo)
    {
        for (var y = 0; y < Mask.Height; y++)
            for (var x = 0; x < Mask.Width; x++)
                for (var channel = 0; channel < 3; channel++)
                    Target[channel][x, y] = photo.Pixels[((((top + y) * photo.Width) + left + x) * 3) + channel];
    }

    /// <summary>Fills <see cref="Mask"/> and <see cref="Opacity"/>: the inside of an outline, with a soft edge of <paramref name="feather"/> times the distance of the outline from its centre.</summary>
    public void Draw(FaceContour contour, float feather)
    {
        Mask.Values.AsSpan().Clear();
        Opacity.Values.AsSpan().Clear();
        for (var y = 1; y < Mask.Height - 1; y++)
        {
            for (var x = 1; x < Mask.Width - 1; x++)
            {
                float px = left + x, py = top + y;
                var depth = contour.Depth(px, py);
                if (depth <= 0)
                    continue;
                var distance = MathF.Sqrt(((px - contour.X) * (px - contour.X)) + ((py - contour.Y) * (py - contour.Y)));
                var t = MathF.Min(1, depth / (feather * (distance + depth)));
                Mask[x, y] = 1;
                Opacity[x, y] = t * t * (3 - (2 * t));
            }
        }
    }
}
