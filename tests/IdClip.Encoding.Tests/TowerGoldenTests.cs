using System.Text.Json;
using IdClip.Models.Tensors;
using IdClip.Tests;

namespace IdClip.Encoding.Tests;

public sealed class TowerGoldenTests
{
    [Fact]
    public void Texts_agree_with_the_golden_features()
    {
        using var golden = SafetensorsFile.Open(TestFolders.Shared("models/idclip-mini/golden.safetensors"));
        var texts = JsonSerializer.Deserialize<string[]>(golden.Metadata["texts"])!;
        using var encoder = TestModels.OpenEncoder();

        var together = encoder.EncodeTexts(texts);

        Assert.All(texts.Zip(together), pair => AssertEqual(encoder.EncodeText(pair.First), pair.Second, 1e-6f));
        AssertEqual(Unit(golden.ReadFloats("text_features"), texts.Length), together.SelectMany(values => values), 1e-4f);
    }

    [Fact]
    public void Photos_agree_with_the_golden_features()
    {
        using var golden = SafetensorsFile.Open(TestFolders.Shared("models/idclip-mini/golden.safetensors"));
        var pixels = golden.ReadBytes("pixels");
        const int Bytes = 224 * 224 * 3;
        using var encoder = TestModels.OpenEncoder();

        // The golden pixels are at the tower's own size, so a lossless file of them goes through unchanged.
        var embeddings = Enumerable.Range(0, pixels.Length / Bytes).SelectMany(i =>
        {
            using var image = NetVips.Image.NewFromMemory(pixels[(i * Bytes)..((i + 1) * Bytes)], 224, 224, 3, NetVips.Enums.BandFormat.Uchar);
            using var tagged = image.Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
            return encoder.EncodePhoto(tagged.PngsaveBuffer()).Embedding;
        });

        AssertEqual(Unit(golden.ReadFloats("image_features"), pixels.Length / Bytes), embeddings, 1e-4f);
    }

    private static IEnumerable<float> Unit(float[] features, int count) => features.Chunk(features.Length / count).SelectMany(feature =>
    {
        var norm = MathF.Sqrt(feature.Sum(value => value * value));
        return feature.Select(value => value / norm);
    });

    private static void AssertEqual(IEnumerable<float> expected, IEnumerable<float> actual, float tolerance)
    {
        var (wanted, got) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(wanted.Length, got.Length);
        var worst = wanted.Zip(got, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"largest difference {worst}");
    }
}
