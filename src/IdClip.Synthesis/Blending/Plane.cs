namespace IdClip.Synthesis.Blending;

/// <summary>One channel of a part of a picture.</summary>
internal sealed class Plane(int width, int height)
{
    public int Width => width;

    public int Height => height;

    /// <summary>Rows without padding.</summary>
    public float[] Values { get; } = new float[width * height];

    public ref float this[int x, int y] => ref Values[(y * width) + x];

    public Span<float> Row(int y) => Values.AsSpan(y * width, width);
}
