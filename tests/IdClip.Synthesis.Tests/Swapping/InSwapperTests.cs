using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Models.Store;
using IdClip.Synthesis.Gallery;
using IdClip.Synthesis.Swapping;
using IdClip.Tests;

namespace IdClip.Synthesis.Tests.Swapping;

public sealed class InSwapperTests : IDisposable
{
    // ArcFace's template in its 128 px crop, so that crop and photo coincide when moved by (Left, Top).
    private const int Left = 30, Top = 20;
    private static readonly float[] Landmarks = [46.2946f, 51.6963f, 81.5318f, 51.5014f, 64.0252f, 71.7366f, 49.5493f, 92.3655f, 78.7299f, 92.2041f];

    private readonly string folder = TestFolders.NewTemporary();

    [Fact]
    public void The_network_gets_the_normed_embedding_times_the_matrix_and_its_answer_lands_on_the_face()
    {
        using var swapper = new InSwapper(TestNetworks.Swapper(folder), TestNetworks.Recogniser(folder));
        var context = Flat(200, 180, 40, 50, 60);
        // (255 - 127.5) / 127.5 = 1 and (191.25 - 127.5) / 127.5 = .5: near (1, .5, -1), which the matrix turns into (0, 2, .5, -1).
        var result = swapper.Swap(context, At(Left, Top), Flat(200, 180, 255, 191, 0), Source());

        var length = MathF.Sqrt((2 * 2) + (.498f * .498f) + 1);
        byte[] expected = [Level(.5f), Level(.5f + (2 / length / 2)), Level(.5f + (.498f / length / 2))];
        Assert.Equal(expected, Pixel(result, Left + 64, Top + 64));
        // Full from a tenth of the side inwards, untouched at the crop's edge and outside.
        Assert.Equal(expected, Pixel(result, Left + 13, Top + 64));
        Assert.Equal(expected, Pixel(result, Left + 114, Top + 114));
        Assert.Equal([40, 50, 60], Pixel(result, Left, Top + 64));
        Assert.Equal([40, 50, 60], Pixel(result, Left + 127, Top + 64));
        Assert.Equal([40, 50, 60], Pixel(result, Left - 5, Top + 64));
        var half = Pixel(result, Left + 6, Top + 64);
        Assert.InRange(half[1], 50 + ((expected[1] - 50) * .35), 50 + ((expected[1] - 50) * .6));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(.5, 0)]
    [InlineData(1, .4)]
    public void A_network_that_changes_nothing_leaves_the_photo_as_it_is(double size, double turn)
    {
        using var swapper = new InSwapper(TestNetworks.Swapper(folder, echo: true), TestNetworks.Recogniser(folder));
        var context = Waves(320, 300);
        var result = swapper.Swap(context, At(100, 90, (float)size, (float)turn), Flat(200, 180, 255, 191, 0), Source());

        // Cutting and putting back by exact inverses: an error of half a pixel would be 4 levels.
        var difference = context.Pixels.Zip(result.Pixels, (a, b) => Math.Abs(a - b)).ToArray();
        Assert.True(difference.Max() <= 3, $"a pixel changed by {difference.Max()}");
        if (size == 1 && turn == 0)
            Assert.True(difference.Max() <= 1);
    }

    [Fact]
    public void A_face_at_the_edge_of_its_photo_is_swapped_as_far_as_the_photo_goes()
    {
        using var swapper = new InSwapper(TestNetworks.Swapper(folder), TestNetworks.Recogniser(folder));
        var result = swapper.Swap(Flat(200, 180, 40, 50, 60), At(-40, 100), Flat(200, 180, 255, 191, 0), Source());
        Assert.NotEqual([40, 50, 60], Pixel(result, 0, 170));
        Assert.Throws<SwapException>(() => swapper.Swap(Flat(200, 180, 40, 50, 60), At(-400, 100), Flat(200, 180, 255, 191, 0), Source()));
    }

    [Fact]
    public void Its_name_tells_the_weights()
    {
        using var swapper = new InSwapper(TestNetworks.Swapper(folder), TestNetworks.Recogniser(folder));
        Assert.Matches("^inswapper/[0-9a-f]{64}/[0-9a-f]{64}$", swapper.Name);
    }

    [Fact]
    public void A_recogniser_of_facenets_size_will_do()
    {
        using var swapper = new InSwapper(TestNetworks.Swapper(folder), TestNetworks.Recogniser(folder, "160"));
        var result = swapper.Swap(Flat(200, 180, 40, 50, 60), At(Left, Top), Flat(200, 180, 255, 191, 0), Source());
        Assert.True(Pixel(result, Left + 64, Top + 64)[1] > 200);
    }

    [Fact]
    public void Models_of_another_signature_are_refused_by_name()
    {
        var good = TestNetworks.Recogniser(folder);
        Assert.Contains("[1, 3, 128, 128]", Refusal(TestNetworks.Swapper(folder, side: "256"), good));
        Assert.Contains("[512, 256]", Refusal(TestNetworks.Swapper(folder, emapColumns: 256), good));
        Assert.Contains("recogniser.onnx", Refusal(good, good));
        Assert.Contains("absent.onnx", Refusal(Path.Combine(folder, "absent.onnx"), good));
        Assert.Contains("w600k_r50", Refusal(TestNetworks.Swapper(folder), TestNetworks.Recogniser(folder, "128")));
        var text = Path.Combine(folder, "text.onnx");
        File.WriteAllText(text, "no model at all");
        Assert.Contains("text.onnx", Refusal(text, good));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Refusal(string swapper, string recogniser) =>
        Assert.Throws<ModelException>(() => new InSwapper(swapper, recogniser).Dispose()).Message;

    private static GalleryFace Source() => new("someone", "a.jpg", "", At(Left, Top));

    private static Face At(float left, float top, float size = 1, float turn = 0)
    {
        var (sin, cos) = MathF.SinCos(turn);
        var landmarks = new float[10];
        for (var i = 0; i < 10; i += 2)
        {
            landmarks[i] = left + (size * ((cos * Landmarks[i]) - (sin * Landmarks[i + 1])));
            landmarks[i + 1] = top + (size * ((sin * Landmarks[i]) + (cos * Landmarks[i + 1])));
        }

        return new(new FaceBox(left + 30, top + 20, 70, 90), landmarks, .9f, 100, []);
    }

    private static RgbPicture Flat(int width, int height, byte red, byte green, byte blue)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < pixels.Length; i += 3)
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (red, green, blue);
        return new(width, height, pixels);
    }

    /// <summary>A slope of 8 levels a pixel in broad waves.</summary>
    private static RgbPicture Waves(int width, int height)
    {
        var pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var channel = 0; channel < 3; channel++)
                    pixels[(((y * width) + x) * 3) + channel] = (byte)(128 + (80 * MathF.Sin((x * .1f) + channel) * MathF.Cos(y * .07f)));
        return new(width, height, pixels);
    }

    private static byte[] Pixel(RgbPicture picture, int x, int y) => picture.Pixels.AsSpan(((y * picture.Width) + x) * 3, 3).ToArray();

    private static byte Level(float value) => (byte)MathF.Round(255 * value);
}
