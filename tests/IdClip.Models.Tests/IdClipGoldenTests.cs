using IdClip.Models.Import;
using IdClip.Models.Tensors;

namespace IdClip.Models.Tests;

/// <summary>The numbers of the authors' own Python code, with and without prompt tokens and an injected [TOK].</summary>
public class IdClipGoldenTests
{
    private const int TokId = 400;

    [Theory]
    [InlineData("clip_tiny", 48)]
    [InlineData("clip_tiny_vpt5", 48)]
    [InlineData("clip_tiny_vpt5_tpt5", 64)]
    public void The_towers_agree_with_the_authors_code(string name, int size)
    {
        var folder = TestFolders.Shared($"golden/{name}");
        using var temporary = new TemporaryStore();
        using var golden = SafetensorsFile.Open(Path.Combine(folder, "io.safetensors"));
        new CheckpointImport(temporary.Store).Import(Path.Combine(folder, "clip.safetensors"));
        var model = temporary.Store.OpenClip("clip");

        var image = Graph.RunImage(model.ImageGraph, golden.ReadFloats("images"), 6, 3, size, size);
        var plain = golden.ReadIntegers("tokens_plain");
        var tok = golden.ReadIntegers("tokens_tok");
        var translated = golden.ReadFloats("translated");

        Graph.AssertClose(golden.ReadFloats("image_features"), image);
        Graph.AssertClose(golden.ReadFloats("text_plain"), Graph.RunText(model.TextGraph, plain, 6, Ends(plain), new float[translated.Length]));
        Graph.AssertClose(golden.ReadFloats("text_tok"), Graph.RunText(model.TextGraph, tok, 6, Ends(tok), translated));
        Assert.Equal(TokId, model.Tokenizer.TokId);
    }

    // The authors replace [TOK] by 1 before they look for the largest id, which is the end token.
    private static long[] Ends(long[] ids) => [.. ids.Chunk(32).Select(row => row.Select(id => id == TokId ? 1 : id).ToArray()).Select(row => (long)Array.IndexOf(row, row.Max()))];
}
