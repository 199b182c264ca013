using NetVips;

namespace IdClip.Xmp;

/// <summary>The picture as a file stores it, and how EXIF (2.32, tag 274) has it turned to stand upright.</summary>
/// <param name="Width">Stored pixels a row.</param>
/// <param name="Height">Stored rows.</param>
/// <param name="Orientation">1..8.</param>
internal readonly record struct PictureFrame(int Width, int Height, int Orientation)
{
    static PictureFrame()
    {
        // As where photos are decoded: loaders that are not made for anybody's files stay out, and a file that changes is read again.
        NetVips.NetVips.BlockUntrusted = true;
        Cache.Max = 0;
    }

    /// <summary>Whether width and height change places.</summary>
    public bool IsTurned => Orientation >= 5;

    /// <summary>Reads a picture's header.</summary>
    /// <exception cref="PhotoXmpException">It is no picture that libvips reads.</exception>
    public static PictureFrame Of(string photo)
    {
        try
        {
            if (!File.Exists(photo))
                throw new PhotoXmpException(photo, "There is no such file.");
            using var image = Image.NewFromFile(photo, access: Enums.Access.Sequential);
            return new(image.Width, image.Height, image.Contains("orientation") && image.Get("orientation") is int value and >= 1 and <= 8 ? value : 1);
        }
        catch (VipsException e)
        {
            throw new PhotoXmpException(photo, "It is not a picture, or a damaged one.", e);
        }
    }

    /// <summary>A box of the stored picture in the upright one.</summary>
    public RegionBox ToUpright(RegionBox box) => Turn(box, Orientation);

    /// <summary>A box of the upright picture in the stored one.</summary>
    public RegionBox ToStored(RegionBox box) => Turn(box, Orientation switch { 6 => 8, 8 => 6, var same => same });

    private static RegionBox Turn(RegionBox box, int orientation)
    {
        var (x, y, w, h) = box;
        var (right, bottom) = (1 - x - w, 1 - y - h);
        return orientation switch
        {
            2 => new(right, y, w, h),
            3 => new(right, bottom, w, h),
            4 => new(x, bottom, w, h),
            5 => new(y, x, h, w),
            6 => new(bottom, x, h, w),
            7 => new(bottom, right, h, w),
            8 => new(y, right, h, w),
            _ => box,
        };
    }
}
