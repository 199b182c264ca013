using IdClip.Encoding.Pictures;
using IdClip.Encoding.Towers;
using IdClip.Models.Clip;
using IdClip.Models.Tensors;
using IdClip.Tests;

namespace IdClip.Encoding.Tests;

public sealed class PreprocessGoldenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("small", 224)]
    [InlineData("small", 336)]
    [InlineData("square", 224)]
    [InlineData("square", 336)]
    [InlineData("tall", 224)]
    [InlineData("tall", 336)]
    [InlineData("wide", 224)]
    [InlineData("wide", 336)]
    public void Pixels_are_those_of_open_clip_within_a_level(string picture, int size)
    {
        var folder = TestFolders.Shared("golden/preprocess");
        using var golden = SafetensorsFile.Open(Path.Combine(folder, "expected_u8.safetensors"));
        var expected = golden.ReadBytes($"{picture}_{size}");
        using var photo = new PhotoDecoder(new DecodeLimits(), size).Decode(Path.Combine(folder, $"{picture}.png"));
        var pixels = new float[3 * size * size];

        new ClipPreprocessor(new ImagePreprocessing(size, ImageFit.CropCentre, [0, 0, 0], [1, 1, 1])).Write(photo.View, pixels);

        var differences = pixels.Zip(expected, (ours, theirs) => Math.Abs((ours * 255) - theirs)).ToArray();
        output.WriteLine($"{picture} at {size}: mean difference {differences.Average():f4} levels, largest {differences.Max():f1}");
        Assert.True(differences.Average() < 1, $"mean difference {differences.Average()}");
    }
}
