using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Tests;

public class IdClipMiniTests
{
    private static readonly string Folder = Path.Combine(TestFolders.Repository, "models/idclip-mini");
    private static readonly string[] Texts = ["A dog runs along the beach .", "two children playing soccer on grass", "A man in a red jacket climbs a snowy mountain"];

    [Fact]
    public void The_image_tower_agrees_with_the_golden_numbers()
    {
        using var golden = SafetensorsFile.Open(TestFolders.Shared("models/idclip-mini/golden.safetensors"));
        var model = ClipModel.Open(Folder);
        var bytes = golden.ReadBytes("pixels");
        // Stored as [2,224,224,3] bytes; the tower takes [2,3,224,224] in -1..1.
        var pixels = new float[bytes.Length];
        const int Area = 224 * 224;
        for (var i = 0; i < bytes.Length; i++)
            pixels[(i / (3 * Area) * 3 * Area) + (i % 3 * Area) + (i / 3 % Area)] = (bytes[i] / 127.5f) - 1;

        var features = Graph.RunImage(model.ImageGraph, pixels, 2, 3, 224, 224);

        Graph.AssertClose(golden.ReadFloats("image_features"), Graph.Normalise(features, model.EmbedDim));
    }

    [Fact]
    public void The_text_tower_agrees_with_the_golden_numbers()
    {
        using var golden = SafetensorsFile.Open(TestFolders.Shared("models/idclip-mini/golden.safetensors"));
        var model = ClipModel.Open(Folder);

        var features = Graph.RunText(model.TextGraph, golden.ReadIntegers("token_ids"), 3, golden.ReadIntegers("eot"), new float[3 * model.TextWidth]);

        Graph.AssertClose(golden.ReadFloats("text_features"), Graph.Normalise(features, model.EmbedDim));
    }

    [Fact]
    public void The_tokenizer_gives_the_ids_that_the_model_was_trained_with()
    {
        using var golden = SafetensorsFile.Open(TestFolders.Shared("models/idclip-mini/golden.safetensors"));
        var model = ClipModel.Open(Folder);
        var rows = golden.ReadIntegers("token_ids").Select(id => (int)id).Chunk(14).ToArray();
        var ends = golden.ReadIntegers("eot");

        for (var i = 0; i < Texts.Length; i++)
        {
            var text = model.Tokenizer.Encode(Texts[i]);
            Assert.Equal(ends[i], text.Pool);
            Assert.Equal(rows[i][..(text.Pool + 1)], text.Ids);
        }
    }
}
