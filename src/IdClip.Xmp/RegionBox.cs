namespace IdClip.Xmp;

/// <summary>A rectangle in a picture, as shares of its width and height from the upper left corner.</summary>
/// <param name="X">Left edge, 0..1.</param>
/// <param name="Y">Top edge, 0..1.</param>
/// <param name="Width">Width, over 0.</param>
/// <param name="Height">Height, over 0.</param>
public readonly record struct RegionBox(double X, double Y, double Width, double Height)
{
    /// <summary>Boxes that overlap less are not taken for one face.</summary>
    public const double LeastOverlap = .3;

    /// <summary>Intersection over union, 0..1.</summary>
    public double Overlap(RegionBox other)
    {
        var width = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var height = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        if (width <= 0 || height <= 0)
            return 0;
        var common = width * height;
        return common / (Width * Height + other.Width * other.Height - common);
    }

    /// <summary>Whether the two are one face's.</summary>
    internal bool Meets(RegionBox other) => Overlap(other) >= LeastOverlap;

    /// <summary>Whether it has an area and lies in the picture, give or take a tenth of the picture: tools let boxes stand out over the edge.</summary>
    internal bool IsPlausible => Width is > 0 and <= 1.1 && Height is > 0 and <= 1.1 && X >= -.1 && Y >= -.1 && X + Width <= 1.1 && Y + Height <= 1.1;
}
