using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Models.Store;
using IdClip.Synthesis.Gallery;
using IdClip.Synthesis.Tests.Swapping;
using IdClip.Tests;

namespace IdClip.Synthesis.Tests.Gallery;

public sealed class AttributeModelTests : IDisposable
{
    private readonly string folder = TestFolders.NewTemporary();

    [Theory]
    [InlineData(200, 50, 140, false, Gender.Female, AgeGroup.Child)]
    [InlineData(50, 200, 180, false, Gender.Male, AgeGroup.Adult)]
    [InlineData(50, 200, 140, true, Gender.Male, AgeGroup.Child)]
    internal void The_square_around_the_face_decides(byte red, byte green, byte blue, bool scales, Gender gender, AgeGroup age)
    {
        using var model = new AttributeModel(TestNetworks.GenderAge(folder, scales));
        // The face's box is 40 x 60, so the square is 90 wide; what is outside would turn every answer round.
        var face = new Face(new(100, 80, 40, 60), new float[10], 1, 100, []);

        var seen = model.Estimate(Painted(red, green, blue, left: 75, top: 65, side: 90), face);

        Assert.Equal(new FaceAttributes(gender, age), seen);
    }

    [Fact]
    public void Other_networks_are_refused_by_name()
    {
        var swapper = TestNetworks.Swapper(folder);
        Assert.Contains(swapper, Assert.Throws<ModelException>(() => new AttributeModel(swapper)).Message, StringComparison.Ordinal);
        var recogniser = TestNetworks.Recogniser(folder);
        Assert.Contains(recogniser, Assert.Throws<ModelException>(() => new AttributeModel(recogniser)).Message, StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => new AttributeModel(Path.Combine(folder, "missing.onnx")));
    }

    [Fact]
    public void Most_photos_decide_and_a_draw_stays_open()
    {
        FaceAttributes man = new(Gender.Male, AgeGroup.Adult), girl = new(Gender.Female, AgeGroup.Child), woman = new(Gender.Female, AgeGroup.Adult);

        Assert.Equal(woman, FaceAttributes.MostOf([man, woman, girl, woman]));
        Assert.Equal(new(Gender.Unknown, AgeGroup.Unknown), FaceAttributes.MostOf([man, girl]));
        Assert.Equal(new(Gender.Unknown, AgeGroup.Unknown), FaceAttributes.MostOf([]));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static RgbPicture Painted(byte red, byte green, byte blue, int left, int top, int side)
    {
        const int Width = 240, Height = 220;
        var pixels = new byte[3 * Width * Height];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var inside = x >= left && x < left + side && y >= top && y < top + side;
                (byte, byte, byte) colour = inside ? (red, green, blue) : ((byte)(255 - red), (byte)(255 - green), (byte)(blue > 160 ? 0 : 255));
                var at = 3 * ((y * Width) + x);
                (pixels[at], pixels[at + 1], pixels[at + 2]) = colour;
            }

        return new(Width, Height, pixels);
    }
}
