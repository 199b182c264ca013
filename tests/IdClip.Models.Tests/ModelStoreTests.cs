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
    public void What_comes_with_IdClip_is_as_catalogued(string name)
    {
        var files = ModelStore.Default().Verify(name);

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Null(file.Problem));
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
