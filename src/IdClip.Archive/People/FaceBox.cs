namespace IdClip.Archive.People;

/// <summary>Where a face is; in pixels or as shares of the picture.</summary>
internal readonly record struct FaceBox(float X, float Y, float Width, float Height)
{
    /// <summary>Boxes that overlap less are not taken for one face.</summary>
    public const float LeastOverlap = 0.3f;

    /// <summary>Intersection over union, 0..1.</summary>
    public float Overlap(FaceBox other)
    {
        var width = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var height = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        if (width <= 0 || height <= 0)
            return 0;
        var common = width * height;
        return common / (Width * Height + other.Width * other.Height - common);
    }
}
