using System.Runtime.Intrinsics;

namespace IdClip.Encoding.Pictures;

/// <summary>Where a network wants its pixels: three float planes, each value <c>level * scale + bias</c> of its channel.</summary>
/// <param name="values">3 x height x width floats.</param>
/// <param name="width">Width of a plane.</param>
/// <param name="height">Height of a plane.</param>
/// <param name="levels">How levels of 0..255 become the network's values.</param>
internal readonly ref struct PlanarImage(Span<float> values, int width, int height, PixelScale levels)
{
    private readonly Span<float> values = values;
    private readonly Vector128<float> scale = levels.Scale;
    private readonly Vector128<float> bias = levels.Bias;
    private readonly int red = levels.BlueFirst ? 2 * width * height : 0;
    private readonly int green = width * height;
    private readonly int blue = levels.BlueFirst ? 0 : 2 * width * height;

    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>One row of the red, green and blue planes.</summary>
    public Row this[int y] => new(
        values.Slice(red + (y * Width), Width), values.Slice(green + (y * Width), Width), values.Slice(blue + (y * Width), Width), scale, bias);

    /// <summary>A row that levels are written to.</summary>
    public readonly ref struct Row(Span<float> red, Span<float> green, Span<float> blue, Vector128<float> scale, Vector128<float> bias)
    {
        private readonly Span<float> red = red, green = green, blue = blue;
        private readonly Vector128<float> scale = scale, bias = bias;

        /// <summary>Writes the levels of one pixel, rounded to whole levels as an 8-bit picture would hold them.</summary>
        public void Set(int x, Vector128<float> level)
        {
            var whole = Vector128.Floor(Vector128.Min(Vector128.Max(level, Vector128<float>.Zero), Vector128.Create(255f)) + Vector128.Create(.5f));
            var value = (whole * scale) + bias;
            red[x] = value[0];
            green[x] = value[1];
            blue[x] = value[2];
        }
    }
}
