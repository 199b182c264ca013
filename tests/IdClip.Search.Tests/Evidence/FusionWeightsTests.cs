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
        var weights = new FusionWeights(1.5, .7, .02, .4);
        weights.Save(_folder);

        Assert.Equal(weights, FusionWeights.Load(_folder));
    }

    [Fact]
    public void Weights_that_were_stored_before_there_were_adapters_are_read()
    {
        File.WriteAllText(Path.Join(_folder, "search.json"), """{ "person": 1.5, "context": 0.7, "missedFace": 0.02 }""");

        Assert.Equal(new FusionWeights(1.5, .7, .02), FusionWeights.Load(_folder));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"person\": -1, \"context\": 1, \"missedFace\": 0.01}")]
    [InlineData("{\"person\": 1, \"context\": 1, \"missedFace\": 0}")]
    [InlineData("{\"person\": 1, \"context\": 1, \"missedFace\": 0.01, \"joint\": 11}")]
    public void Damaged_weights_say_what_to_do(string json)
    {
        File.WriteAllText(Path.Join(_folder, "search.json"), json);

        Assert.Contains("Delete it", Assert.Throws<JsonException>(() => FusionWeights.Load(_folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
