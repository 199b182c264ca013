using IdClip.Models.Adapters;
using IdClip.Models.Clip;
using IdClip.Models.Import;
using IdClip.Models.Onnx;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Tests.Adapters;

public sealed class AdapterModelTests : IDisposable
{
    private const string Sha = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const int TokId = 400;

    private readonly TemporaryStore temporary = new();

    private string Folder => Path.Combine(temporary.Folder, "adapter");

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData("clip_tiny_vpt5", 48)]
    [InlineData("clip_tiny_vpt5_tpt5", 64)]
    public void An_adapter_beside_its_base_model_gives_the_numbers_of_the_authors_code(string name, int size)
    {
        var golden = TestFolders.Shared($"golden/{name}");
        using var io = SafetensorsFile.Open(Path.Combine(golden, "io.safetensors"));
        using var whole = SafetensorsFile.Open(Path.Combine(golden, "clip.safetensors"));
        using var translator = SafetensorsFile.Open(Path.Combine(golden, "translator.safetensors"));
        var tuned = whole.Tensors.Values.Where(tensor => tensor.Name is ClipTensors.ImagePrompts or ClipTensors.TextPrompts).ToArray();
        var clip = ImportWithout(whole, tuned);
        MadeAdapter.Write(Folder, clip, 512, "facenet-512", Sha, [.. tuned.Select(tensor => Copy(whole, tensor)), .. translator.Tensors.Values.Select(tensor => Copy(translator, tensor, "translator."))]);

        var adapter = AdapterModel.Open(Folder, clip);

        float[] words = [.. io.ReadFloats("face").Chunk(512).SelectMany(face => adapter.Translate(face))];
        Graph.AssertClose(io.ReadFloats("translated"), words, 1e-5f);
        Assert.True(adapter.ChangesImages);
        Graph.AssertClose(io.ReadFloats("image_features"), Graph.RunImage(adapter.ImageGraph, io.ReadFloats("images"), 6, 3, size, size));
        var ids = io.ReadIntegers("tokens_tok");
        // The order of a translator's sums differs, which a random tower amplifies: unit features are compared, as search does.
        var width = clip.EmbedDim;
        Graph.AssertClose(Graph.Normalise(io.ReadFloats("text_tok"), width), Graph.Normalise(Graph.RunText(adapter.TextGraph, ids, 6, Ends(ids), words), width));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_update_of_the_value_matrix_is_the_dense_sum(int rank)
    {
        var clip = ClipModel.Open(Path.Combine(TestFolders.Repository, "models", "idclip-mini"));
        var width = clip.TextWidth;
        var random = new Random(5);
        var update = new LowRankUpdate(rank, width, Numbers(rank * width, random), Numbers(rank * width, random));
        MadeAdapter.Write(Folder, clip, 8, "sface", Sha,
        [
            .. MadeAdapter.RandomTensors(clip, 8, 0, seed: 1),
            TensorSource.FromFloats("lora.text.value.a", [rank, width], update.A),
            TensorSource.FromFloats("lora.text.value.b", [width, rank], update.B),
        ]);

        var adapter = AdapterModel.Open(Folder, clip);

        var dense = WriteDense(clip, update);
        var ids = Enumerable.Range(0, 24).Select(_ => random.NextInt64(100, 5000)).ToArray();
        var tok = Numbers(2 * width, random);
        var expected = Graph.RunText(dense, ids, 2, [11, 7], tok);
        Graph.AssertClose(expected, Graph.RunText(adapter.TextGraph, ids, 2, [11, 7], tok), 1e-5f);
        Assert.True(expected.Zip(Graph.RunText(clip.TextGraph, ids, 2, [11, 7], tok), (a, b) => MathF.Abs(a - b)).Max() > 1e-2f, "the update changed nothing, so the test shows nothing");
        Assert.Equal(clip.ImageGraph, adapter.ImageGraph);
        Assert.False(adapter.ChangesImages);
    }

    [Fact]
    public void A_translator_alone_uses_the_graphs_of_the_base_model()
    {
        var clip = ClipModel.Open(Path.Combine(TestFolders.Repository, "models", "idclip-mini"));
        MadeAdapter.Write(Folder, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 0, seed: 1));

        var adapter = AdapterModel.Open(Folder, clip);

        Assert.Equal((clip.ImageGraph, clip.TextGraph), (adapter.ImageGraph, adapter.TextGraph));
        Assert.Equal(clip.TextWidth, adapter.Translate(new float[8]).Length);
        Assert.Contains("8", Assert.Throws<ArgumentException>(() => adapter.Translate(new float[9])).Message);
    }

    public static TheoryData<string, string> Unfit => new()
    {
        { "foreign", "'other.weight'" },
        { "face", "translator.linears.0.weight" },
        { "text", "translator.out.weight" },
        { "prompts", ClipTensors.ImagePrompts },
        { "nan", "not finite" },
        { "half an update", "lora.text.value.b" },
        { "no translator", "0 tensors" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_file_that_does_not_fit_is_refused_by_the_name_of_its_tensor(string what, string message)
    {
        var clip = ClipModel.Open(Path.Combine(TestFolders.Repository, "models", "idclip-mini"));
        var random = new Random(1);
        var width = clip.TextWidth;
        TensorSource Hidden(int face = 8) => MadeAdapter.Random("translator.linears.0.weight", [16, face], 1, random);
        TensorSource Out(int text) => MadeAdapter.Random("translator.out.weight", [text, 16], 1, random);
        MadeAdapter.Write(Folder, clip, 8, "sface", Sha, what switch
        {
            "foreign" => [Hidden(), Out(width), MadeAdapter.Random("other.weight", [4], 1, random)],
            "face" => [Hidden(face: 9), Out(width)],
            "text" => [Hidden(), Out(width + 1)],
            "prompts" => [Hidden(), Out(width), MadeAdapter.Random(ClipTensors.ImagePrompts, [1, 2, 7], 1, random)],
            "nan" => [Hidden(), TensorSource.FromFloats("translator.out.weight", [width, 16], [.. Enumerable.Repeat(float.NaN, width * 16)])],
            "half an update" => [Hidden(), Out(width), MadeAdapter.Random("lora.text.value.a", [1, width], 1, random)],
            _ => (TensorSource[])[],
        });

        Assert.Contains(message, Assert.Throws<ModelException>(() => AdapterModel.Open(Folder, clip)).Message);
    }

    [Fact]
    public void Weights_that_were_changed_and_another_base_model_are_refused()
    {
        var clip = ClipModel.Open(Path.Combine(TestFolders.Repository, "models", "idclip-mini"));
        var manifest = MadeAdapter.Write(Folder, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 2, seed: 1));
        (manifest with { ModelSha256 = Sha }).Write(Folder);
        Assert.Contains("trained over", Assert.Throws<ModelException>(() => AdapterModel.Open(Folder, clip)).Message);

        manifest.Write(Folder);
        var weights = Path.Combine(Folder, AdapterManifest.WeightsName);
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        Assert.Contains("sha256", Assert.Throws<ModelException>(() => AdapterModel.Open(Folder, clip)).Message);
    }

    private ClipModel ImportWithout(SafetensorsFile whole, TensorEntry[] tuned)
    {
        var bare = Path.Combine(temporary.Folder, "bare.safetensors");
        SafetensorsWriter.Write(bare, whole.Tensors.Values.Except(tuned).Select(tensor => Copy(whole, tensor)));
        return temporary.Store.OpenClip(new CheckpointImport(temporary.Store).Import(bare).Name);
    }

    private string WriteDense(ClipModel clip, LowRankUpdate update)
    {
        var folder = Directory.CreateDirectory(Path.Combine(temporary.Folder, "dense")).FullName;
        using var weights = SafetensorsFile.Open(clip.Weights);
        var changed = $"transformer.resblocks.{clip.Configuration.Text.Transformer.Layers - 1}.attn.in_proj_weight";
        SafetensorsWriter.Write(Path.Combine(folder, "dense.safetensors"), weights.Tensors.Values.Select(tensor =>
        {
            if (tensor.Name != changed)
                return Copy(weights, tensor);
            var values = weights.ReadFloats(changed);
            var width = update.Width;
            for (var row = 0; row < width; row++)
                for (var column = 0; column < width; column++)
                    for (var k = 0; k < update.Rank; k++)
                        values[((2 * width) + row) * width + column] += update.B[(row * update.Rank) + k] * update.A[(k * width) + column];
            return TensorSource.FromFloats(changed, [3 * width, width], values);
        }));
        using var dense = SafetensorsFile.Open(Path.Combine(folder, "dense.safetensors"));
        var path = Path.Combine(folder, "text.onnx");
        TextGraphWriter.Write(path, clip.Configuration, dense);
        return path;
    }

    private static TensorSource Copy(SafetensorsFile file, TensorEntry tensor, string prefix = "") =>
        new(prefix + tensor.Name, tensor.Type, tensor.Shape, stream => stream.Write(file.ReadBytes(tensor.Name)));

    private static float[] Numbers(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - .5f) * .4f)];

    // The authors replace [TOK] by 1 before they look for the largest id, which is the end token.
    private static long[] Ends(long[] ids) => [.. ids.Chunk(32).Select(row => row.Select(id => id == TokId ? 1 : id).ToArray()).Select(row => (long)Array.IndexOf(row, row.Max()))];
}
