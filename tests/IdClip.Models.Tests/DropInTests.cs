using System.Text.Json;
using IdClip.Models.Import;
using IdClip.Models.Tensors;

namespace IdClip.Models.Tests;

/// <summary>Tiny models saved by open_clip and Hugging Face transformers, with the outputs those libraries gave.</summary>
public class DropInTests
{
    [Theory]
    [InlineData("open_clip_gelu")]
    [InlineData("open_clip_quickgelu")]
    [InlineData("hf_clip")]
    [InlineData("hf_siglip")]
    public void A_model_of_another_library_gives_that_librarys_features(string name)
    {
        var folder = TestFolders.Shared($"golden/drop_in/{name}");
        using var temporary = new TemporaryStore();
        using var golden = SafetensorsFile.Open(Path.Combine(folder, "io.safetensors"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var normalised = expected.RootElement.GetProperty("normalised").GetBoolean();

        var imported = new CheckpointImport(temporary.Store).Import(folder);
        var model = temporary.Store.OpenClip(imported.Name);
        var image = Graph.RunImage(model.ImageGraph, golden.ReadFloats("pixels"), 4, 3, 48, 48);
        var ids = golden.ReadIntegers("input_ids");
        var ends = ids.Chunk(32).Select(row => name == "hf_siglip" ? 31L : Array.IndexOf(row, row.Max())).ToArray();
        var text = Graph.RunText(model.TextGraph, ids, 5, ends, new float[5 * model.TextWidth]);

        Graph.AssertClose(golden.ReadFloats("image"), normalised ? Graph.Normalise(image, model.EmbedDim) : image);
        Graph.AssertClose(golden.ReadFloats("text"), normalised ? Graph.Normalise(text, model.EmbedDim) : text);
        Assert.Equal(48, model.Preprocessing.Size);
        Assert.Contains(imported.Notes, note => note.Contains("No tokenizer", StringComparison.Ordinal));
        Assert.Contains("without a tokenizer", Assert.Throws<Store.ModelException>(() => model.Tokenizer.Encode("a dog")).Message, StringComparison.Ordinal);
    }
}
