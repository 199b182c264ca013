using IdClip.Models.Adapters;
using IdClip.Models.Store;

namespace IdClip.Models.Tests.Adapters;

public sealed class AdapterStoreTests : IDisposable
{
    private const string Sha = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly string folder = TestFolders.NewTemporary();
    private readonly ClipModel clip = ClipModel.Open(Path.Combine(TestFolders.Repository, "models", "idclip-mini"));

    private AdapterStore Store => new([Path.Combine(folder, "store")]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_installed_adapter_is_listed_and_opened_by_its_new_name()
    {
        var source = Path.Combine(folder, "run");
        var made = MadeAdapter.Write(source, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 1, seed: 2), calibration: new AdapterCalibration(40, .05, .2, .03, 50, "made"));

        Store.Install(source, "beach");
        Store.Install(source, "beach");

        var listed = Assert.Single(Store.List());
        Assert.Equal(made with { Name = "beach" }, listed.Manifest);
        Assert.Equal(made.WeightsSha256, Store.Open("beach", clip).Identity);
        Assert.Contains("adapters list", Assert.Throws<ModelException>(() => Store.FolderOf("other")).Message);
        Assert.Contains("adapters list", Assert.Throws<ModelException>(() => Store.FolderOf("../run")).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Sha)]
    public void An_adapter_that_was_trained_with_or_without_validation_tells_where_it_comes_from(string? validation)
    {
        var origin = new AdapterOrigin("id-clip-vpt-5", Sha, validation, 48, 8, "1.0", DateTimeOffset.UnixEpoch);
        (MadeAdapter.Write(folder, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 1, seed: 2)) with { Origin = origin }).Write(folder);

        Assert.Equal(origin, AdapterManifest.Read(folder).Origin);
    }

    [Fact]
    public void A_damaged_or_second_adapter_of_a_name_leaves_the_store_as_it_was()
    {
        var (first, second) = (Path.Combine(folder, "first"), Path.Combine(folder, "second"));
        MadeAdapter.Write(first, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 1, seed: 2));
        MadeAdapter.Write(second, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 1, seed: 3));
        Store.Install(first, "one");
        Assert.Contains("--name", Assert.Throws<ModelException>(() => Store.Install(second, "one")).Message);

        File.AppendAllText(Path.Combine(second, AdapterManifest.WeightsName), "x");
        Assert.Contains("sha256", Assert.Throws<ModelException>(() => Store.Install(second, "two")).Message);
        Assert.Equal(["one"], Directory.EnumerateDirectories(Store.Folders[0]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "format 2")]
    [InlineData("An image with [TOK]", "An image", "[TOK]")]
    [InlineData("\"faceWidth\": 8", "\"faceWidth\": -8", "faceWidth")]
    [InlineData("\"weightsSha256\": \"", "\"weightsSha256\": \"zz", "weightsSha256")]
    [InlineData("\"name\": \"made\"", "\"name\": \"../made\"", "'name'")]
    [InlineData("\"prompt\"", "\"promptt\"", "prompt")]
    [InlineData("{", "[", "adapter.json")]
    public void A_description_that_can_not_be_is_refused_and_listed_with_the_reason(string before, string after, string message)
    {
        var made = Path.Combine(folder, "store", "made");
        MadeAdapter.Write(made, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 1, seed: 2));
        var path = Path.Combine(made, AdapterManifest.FileName);
        File.WriteAllText(path, File.ReadAllText(path).Replace(before, after, StringComparison.Ordinal));

        Assert.Contains(message, Assert.Throws<ModelException>(() => AdapterManifest.Read(made)).Message);
        Assert.Contains(message, Assert.Single(Store.List()).Problem);
    }
}
