namespace IdClip.Encoding.Faces;

/// <summary>How much fine detail a crop has.</summary>
internal static class Sharpness
{
    /// <summary>Variance of the 4-neighbour Laplacian of the grey levels (ITU-R 601) of an RGB planar crop of levels 0..255.</summary>
    public static float Measure(ReadOnlySpan<float> planes, int side)
    {
        var count = side * side;
        Span<float> grey = count <= 16384 ? stackalloc float[count] : new float[count];
        for (var i = 0; i < count; i++)
            grey[i] = (.299f * planes[i]) + (.587f * planes[count + i]) + (.114f * planes[(2 * count) + i]);
        double sum = 0, squares = 0;
        for (var y = 1; y < side - 1; y++)
        {
            for (var i = (y * side) + 1; i < ((y + 1) * side) - 1; i++)
            {
                var laplacian = grey[i - 1] + grey[i + 1] + grey[i - side] + grey[i + side] - (4 * grey[i]);
                sum += laplacian;
                squares += laplacian * laplacian;
            }
        }

        double inner = (side - 2) * (side - 2);
        return (float)((squares / inner) - (sum / inner * (sum / inner)));
    }
}
