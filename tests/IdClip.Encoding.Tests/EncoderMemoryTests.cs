using NetVips;

namespace IdClip.Encoding.Tests;

/// <summary>Alone, since the working set is that of the whole process.</summary>
[CollectionDefinition(nameof(EncoderMemoryTests), DisableParallelization = true)]
[Collection(nameof(EncoderMemoryTests))]
public sealed class EncoderMemoryTests
{
    private static readonly string Photo = Path.Combine(DemoArchive.Folder, "scenes", "baraka_tembold_01.jpg");

    [Fact]
    public void Memory_does_not_grow_with_photos_of_many_sizes()
    {
        using var encoder = TestModels.OpenEncoder();
        using var image = Image.NewFromFile(Photo);
        void EncodeSizes(int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < 25; i++)
            {
                using var resized = image.Resize(.3 + (random.NextDouble() * 2), vscale: .3 + (random.NextDouble() * 2));
                Assert.Null(encoder.EncodePhoto(resized.JpegsaveBuffer()).Failure);
            }
        }

        EncodeSizes(1);
        EncodeSizes(2);
        var before = Environment.WorkingSet;
        for (var seed = 3; seed < 7; seed++)
            EncodeSizes(seed);
        var growth = (Environment.WorkingSet - before) >> 20;
        Assert.True(growth < 60, $"{growth} MB more after 100 photos of other sizes");
    }
}
