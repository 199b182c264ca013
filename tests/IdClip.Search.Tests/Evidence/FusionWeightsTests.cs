using System.Text.Json;
using IdClip.Search.Evidence;
using IdClip.Tests;

namespace IdClip.Search.Tests.Evidence;

public sealed class FusionWeightsTests : IDisposable
{
    private readonly string _folder = TestFolders.NewTemporary();

    [Fact]
    public void Weights_are_kept_with_the_archive()
    {
        Assert.Null(FusionWeights.Load(_folder));
        var weights = new FusionWeights(1.5, .7, .02);
        weights.Save(_folder);

        Assert.Equal(weights, FusionWeights.Load(_folder));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"person\": -1, \"context\": 1, \"missedFace\": 0.01}")]
    [InlineData("{\"person\": 1, \"context\": 1, \"missedFace\": 0}")]
    public void Damaged_weights_say_what_to_do(string json)
    {
        File.WriteAllText(Path.Join(_folder, "search.json"), json);

        Assert.Contains("Delete it", Assert.Throws<JsonException>(() => FusionWeights.Load(_folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
