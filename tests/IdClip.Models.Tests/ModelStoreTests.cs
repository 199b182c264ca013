using IdClip.Models.Store;

namespace IdClip.Models.Tests;

public class ModelStoreTests
{
    [Fact]
    public void The_default_store_holds_what_comes_with_IdClip()
    {
        var store = ModelStore.Default();

        Assert.Equal("idclip-mini", store.OpenClip().Name);
        Assert.Equal("yunet_s_dynamic.onnx", Path.GetFileName(store.FilePath("yunet")));
        Assert.Equal("sface_int8w.onnx", Path.GetFileName(store.FilePath("sface")));
    }

    [Theory]
    [InlineData("idclip-mini")]
    [InlineData("yunet")]
    [InlineData("sface")]
    [InlineData("clip-bpe")]
    public void What_comes_with_IdClip_is_as_catalogued(string name)
    {
        var files = ModelStore.Default().Verify(name);

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Null(file.Problem));
    }

    [Fact]
    public void The_list_states_what_can_be_pulled_and_whether_it_is_pinned()
    {
        var models = ModelStore.Default().List().ToDictionary(model => model.Name);

        Assert.NotNull(models["idclip-mini"].Folder);
        Assert.Contains("non-commercial", models["idclip-mini"].Licence, StringComparison.Ordinal);
        foreach (var name in new[] { "openai-vit-b-32", "openai-vit-l-14", "openai-vit-l-14-336", "laion-vit-b-32", "siglip2-base-patch16-224" })
            Assert.True(models[name] is { Kind: ModelKind.Clip, Licence: "MIT" or "Apache-2.0" });
        Assert.True(models["openai-vit-b-32"].IsPinned);
        Assert.False(models["siglip2-base-patch16-224"].IsPinned);
    }

    [Fact]
    public async Task Graphs_are_written_once_when_many_open_a_model_at_the_same_time()
    {
        using var temporary = new TemporaryStore();
        var folder = Path.Combine(temporary.Folder, "copy");
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "idclip_mini.safetensors", "merges.txt" })
            File.Copy(Path.Combine(TestFolders.Repository, "models/idclip-mini", file), Path.Combine(folder, file));
        // A hash of its own gives the model a cache folder of its own, which nobody has made yet.
        var hash = Guid.NewGuid().ToString("n");
        (ModelManifest.Read(Path.Combine(TestFolders.Repository, "models/idclip-mini")) with { WeightsSha256 = hash }).Write(folder);

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClipModel.Open(folder))));

        Assert.Single(opened.Select(model => model.ImageGraph).Distinct());
        Assert.True(File.Exists(opened[0].ImageGraph));
        Assert.Single(Directory.GetDirectories(Path.Combine(Environment.GetEnvironmentVariable("IDCLIP_CACHE")!, "graphs"), hash + "*"));
    }

    [Theory]
    [InlineData("no-such-model", "no model 'no-such-model'")]
    [InlineData("../models", "not the name of a model")]
    public void An_unknown_name_is_explained(string name, string message)
    {
        var error = Assert.Throws<ModelException>(() => ModelStore.Default().OpenClip(name));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
