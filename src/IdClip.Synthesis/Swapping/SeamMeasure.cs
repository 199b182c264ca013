using IdClip.Encoding.Pictures;

namespace IdClip.Synthesis.Swapping;

/// <summary>How visible the edge of a swap is.</summary>
public static class SeamMeasure
{
    // The ring's width in parts of the square root of the changed area: the soft edge lies within it.
    private const double RingPart = .08;

    /// <summary>Mean gradient of the grey levels in a ring just inside the edge of what changed, after the swap divided by before it; about 1 where no seam shows, above it where there is an edge that was not there. 1 when nothing changed.</summary>
    /// <param name="before">The photo.</param>
    /// <param name="after">The photo with another face; of the same size.</param>
    public static float GradientRatio(RgbPicture before, RgbPicture after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if ((before.Width, before.Height) != (after.Width, after.Height))
            throw new ArgumentException($"The pictures have {before.Width} x {before.Height} and {after.Width} x {after.Height} pixels; they must be one photo before and after.", nameof(after));
        int width = before.Width, height = before.Height;
        var (left, top, right, bottom) = Changed(before, after);
        if (right < left)
            return 1;
        // The changed region is filled per row and per column, since a swap may leave single pixels inside it as they were.
        int boxWidth = right - left + 1, boxHeight = bottom - top + 1;
        var changed = Fill(before, after, left, top, boxWidth, boxHeight);
        var reach = Math.Max(1, (int)Math.Round(RingPart * Math.Sqrt(changed.Count(inside => inside))));
        double was = 0, now = 0;
        for (var y = 0; y < boxHeight; y++)
        {
            for (var x = 0; x < boxWidth; x++)
            {
                int px = left + x, py = top + y;
                if (!changed[(y * boxWidth) + x] || px == 0 || py == 0 || px == width - 1 || py == height - 1 || !NearEdge(x, y))
                    continue;
                was += Gradient(before, px, py);
                now += Gradient(after, px, py);
            }
        }

        return was > 0 ? (float)(now / was) : 1;

        bool NearEdge(int x, int y) => !(Inside(x - reach, y) && Inside(x + reach, y) && Inside(x, y - reach) && Inside(x, y + reach));
        bool Inside(int x, int y) => x >= 0 && y >= 0 && x < boxWidth && y < boxHeight && changed[(y * boxWidth) + x];
    }

    private static bool Differs(RgbPicture before, RgbPicture after, int x, int y)
    {
        var at = ((y * before.Width) + x) * 3;
        return !before.Pixels.AsSpan(at, 3).SequenceEqual(after.Pixels.AsSpan(at, 3));
    }

    private static (int Left, int Top, int Right, int Bottom) Changed(RgbPicture before, RgbPicture after)
    {
        int left = before.Width, top = before.Height, right = -1, bottom = -1;
        for (var y = 0; y < before.Height; y++)
        {
            if (before.Pixels.AsSpan(y * before.Width * 3, before.Width * 3).SequenceEqual(after.Pixels.AsSpan(y * before.Width * 3, before.Width * 3)))
                continue;
            (top, bottom) = (Math.Min(top, y), y);
            for (var x = 0; x < before.Width; x++)
                if (Differs(before, after, x, y))
                    (left, right) = (Math.Min(left, x), Math.Max(right, x));
        }

        return (left, top, right, bottom);
    }

    private static bool[] Fill(RgbPicture before, RgbPicture after, int left, int top, int width, int height)
    {
        var inside = new bool[width * height];
        for (var y = 0; y < height; y++)
        {
            int first = width, last = -1;
            for (var x = 0; x < width; x++)
                if (Differs(before, after, left + x, top + y))
                    (first, last) = (Math.Min(first, x), x);
            for (var x = first; x <= last; x++)
                inside[(y * width) + x] = true;
        }

        return inside;
    }

    private static double Gradient(RgbPicture picture, int x, int y)
    {
        double across = Grey(picture, x + 1, y) - Grey(picture, x - 1, y), down = Grey(picture, x, y + 1) - Grey(picture, x, y - 1);
        return Math.Sqrt((across * across) + (down * down)) / 2;
    }

    private static double Grey(RgbPicture picture, int x, int y)
    {
        var at = ((y * picture.Width) + x) * 3;
        return (.299 * picture.Pixels[at]) + (.587 * picture.Pixels[at + 1]) + (.114 * picture.Pixels[at + 2]);
    }
}
