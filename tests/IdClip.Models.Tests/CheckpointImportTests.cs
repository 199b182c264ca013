using System.Text;
using System.Text.Json;
using IdClip.Models.Import;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Tests;

public sealed class CheckpointImportTests : IDisposable
{
    private static readonly string Mini = Path.Combine(TestFolders.Repository, "models/idclip-mini");

    private readonly TemporaryStore temporary = new();
    private readonly string source = TestFolders.NewTemporary();

    [Fact]
    public void IdClip_mini_imports_as_it_is_shipped()
    {
        var imported = new CheckpointImport(temporary.Store).Import(Mini, "again");

        var shipped = ModelManifest.Read(Mini);
        var again = ModelManifest.Read(imported.Folder);
        Assert.Equivalent(shipped.Configuration, again.Configuration, strict: true);
        Assert.Equivalent(shipped.Preprocessing, again.Preprocessing, strict: true);
        Assert.Equal(shipped.Identity, again.Identity);
        Assert.Equal(shipped.Tokenizer, again.Tokenizer);
        Assert.Empty(imported.Notes);
        Assert.All(temporary.Store.Verify("again"), file => Assert.Null(file.Problem));
        Assert.Contains(temporary.Store.List(), model => model.Name == "again" && model.Folder == imported.Folder);
    }

    [Fact]
    public void A_changed_weights_file_is_found_by_verify()
    {
        var imported = new CheckpointImport(temporary.Store).Import(Mini, "again");
        using (var weights = File.OpenWrite(Path.Combine(imported.Folder, "weights.safetensors")))
        {
            weights.Seek(-1, SeekOrigin.End);
            weights.WriteByte(77);
        }

        var file = Assert.Single(temporary.Store.Verify("again"));

        Assert.Contains("does not have the recorded sha256", file.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        var import = new CheckpointImport(temporary.Store);
        import.Import(Mini, "again");

        Assert.Contains("already a model 'again'", Refusal(() => import.Import(Mini, "Again")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.pt", "PK\u0003\u0004rest of a zip")]
    [InlineData("model.safetensors", "PK\u0003\u0004a zip by another name")]
    public void A_pickle_in_a_zip_is_refused(string name, string content)
    {
        var path = Path.Combine(source, name);
        File.WriteAllText(path, content, Encoding.Latin1);

        Assert.Contains("PyTorch pickle", Refusal(() => new CheckpointImport(temporary.Store).Import(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_pickle_is_refused()
    {
        var path = Path.Combine(source, "pytorch_model.bin");
        File.WriteAllBytes(path, [0x80, 0x02, 0x8A, 0x0A, 0x6C]);

        var message = Refusal(() => new CheckpointImport(temporary.Store).Import(path));

        Assert.Contains("PyTorch pickle", message, StringComparison.Ordinal);
        Assert.Contains("save_file", message, StringComparison.Ordinal);
        Assert.Contains("PyTorch pickle", Refusal(() => new CheckpointImport(temporary.Store).Import(source)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.safetensors.index.json", "split over several files")]
    [InlineData("readme.txt", "no model.safetensors")]
    public void A_folder_without_one_weights_file_is_explained(string file, string message)
    {
        File.WriteAllText(Path.Combine(source, file), "{}");

        Assert.Contains(message, Refusal(() => new CheckpointImport(temporary.Store).Import(source)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_source_is_named() =>
        Assert.Contains("no file or folder", Refusal(() => new CheckpointImport(temporary.Store).Import(Path.Combine(source, "nowhere"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("text_model.embeddings.token_embedding.weight", "config.json is missing")]
    [InlineData("visual.layer1.0.conv1.weight", "ResNet")]
    [InlineData("visual.trunk.blocks.0.attn.qkv.weight", "timm image tower")]
    [InlineData("bert.embeddings.weight", "does not hold a CLIP")]
    public void A_checkpoint_of_another_kind_is_explained(string tensor, string message)
    {
        var path = Path.Combine(source, "model.safetensors");
        SafetensorsWriter.Write(path, [TensorSource.FromFloats(tensor, [1], [0])]);

        Assert.Contains(message, Refusal(() => new CheckpointImport(temporary.Store).Import(source)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ln_final.bias", null, "holds no tensor 'ln_final.bias'")]
    [InlineData("text_projection", "text_projection:256,300", "'visual.proj' has shape [256,256], but the model needs [256,300]")]
    [InlineData("ln_final.bias", "ln_final.bias:255", "'ln_final.bias' has shape [255], but the model needs [256]")]
    [InlineData("logit_scale", "transformer.resblocks.0.ls_1.gamma:256", "'transformer.resblocks.0.ls_1.gamma', which none of the towers")]
    public void Tensors_that_do_not_fit_are_named(string without, string? instead, string message)
    {
        using (var mini = SafetensorsFile.Open(Path.Combine(Mini, "idclip_mini.safetensors")))
        {
            var tensors = mini.Tensors.Values.Where(entry => entry.Name != without).Select(entry => TensorSource.FromRows(entry.Name, mini, [entry])).ToList();
            if (instead?.Split(':') is [var name, var dimensions])
            {
                int[] shape = [.. dimensions.Split(',').Select(int.Parse)];
                tensors.Add(TensorSource.FromFloats(name, shape, new float[shape.Aggregate(1, (product, dimension) => product * dimension)]));
            }

            SafetensorsWriter.Write(Path.Combine(source, "model.safetensors"), tensors);
        }

        File.Copy(Path.Combine(Mini, "config.json"), Path.Combine(source, "config.json"));

        Assert.Contains(message, Refusal(() => new CheckpointImport(temporary.Store).Import(source)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model_type":"blip"}""", "model type 'blip' is not read")]
    [InlineData("""{"model_type":"clip","vision_config":{"hidden_act":"relu"}}""", "activation 'relu' is not read")]
    [InlineData("""{"model_type":"clip","vision_config":{"num_attention_heads":"many"}}""", "'num_attention_heads' is not of the expected kind")]
    [InlineData("""{"model_type":"clip","vision_config":{"num_attention_heads":-1}}""", "'num_attention_heads' is not of the expected kind")]
    [InlineData("not json", "is not JSON")]
    public void A_bad_configuration_is_explained(string config, string message)
    {
        File.WriteAllText(Path.Combine(source, "config.json"), config);
        SafetensorsWriter.Write(Path.Combine(source, "model.safetensors"), [TensorSource.FromFloats("text_model.embeddings.token_embedding.weight", [1, 1], [0])]);

        Assert.Contains(message, Refusal(() => new CheckpointImport(temporary.Store).Import(source)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_merges_in_a_Hugging_Face_tokenizer_json_are_read()
    {
        var merges = File.ReadLines(Path.Combine(Mini, "merges.txt")).Skip(1).Select((merge, i) => i % 2 == 0 ? (object)merge : merge.Split(' '));
        File.WriteAllText(Path.Combine(source, "tokenizer.json"), JsonSerializer.Serialize(new { model = new { type = "BPE", merges } }));
        File.Copy(Path.Combine(Mini, "config.json"), Path.Combine(source, "config.json"));
        File.Copy(Path.Combine(Mini, "idclip_mini.safetensors"), Path.Combine(source, "model.safetensors"));

        new CheckpointImport(temporary.Store).Import(source, "from-json");

        Assert.Equal(ClipModel.Open(Mini).Tokenizer.Encode("A dog runs along the beach .").Ids, temporary.Store.OpenClip("from-json").Tokenizer.Encode("A dog runs along the beach .").Ids);
    }

    public void Dispose()
    {
        temporary.Dispose();
        Directory.Delete(source, recursive: true);
    }

    /// <summary>The error's message; whatever the reason, the store must be left as it was.</summary>
    private string Refusal(Action import)
    {
        var before = Directory.GetFileSystemEntries(temporary.Folder);
        var error = Assert.Throws<ModelException>(import);
        Assert.Equal(before, Directory.GetFileSystemEntries(temporary.Folder));
        return error.Message;
    }
}
