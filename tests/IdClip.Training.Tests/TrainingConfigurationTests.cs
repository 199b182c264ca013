using IdClip.Models.Captions;
using IdClip.Training.Configuration;

namespace IdClip.Training.Tests;

public class TrainingConfigurationTests
{
    public static TheoryData<string> Shipped() => [.. Directory.GetFiles(Path.Combine(TestFolders.Repository, "configs"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_variant_in_configs_can_be_read(string name)
    {
        var configuration = TrainingConfiguration.Load(Path.Combine(TestFolders.Repository, "configs", name + ".json"));

        Assert.Equal(name, configuration.Name);
        Assert.False(string.IsNullOrWhiteSpace(configuration.Description));
    }

    [Fact]
    public void What_a_file_leaves_out_is_as_in_the_paper()
    {
        var configuration = TrainingConfiguration.Load(Path.Combine(TestFolders.Repository, "configs", "id-clip-vpt-5.json"));

        Assert.Equal((5, 0), (configuration.ImagePrompts, configuration.TextPrompts));
        Assert.Equal(new TranslatorSettings(768, 1), configuration.Translator);
        Assert.Equal(new OptimiserSettings(5e-5, null, 0.01), configuration.Optimiser);
        Assert.Equal(new LossSettings(TemperatureKind.Fixed, 1, 0), configuration.Loss);
        Assert.Equal(new BatchSettings(32, NegativeKind.Random), configuration.Batch);
        Assert.Equal((10, 1234, CaptionExpansion.ImageWithToken, 6), (configuration.Epochs, configuration.Seed, configuration.Query, configuration.Prompts.Count));
    }

    [Fact]
    public void A_baseline_may_ask_for_the_caption_alone() =>
        Assert.Null(TrainingConfiguration.Load(Path.Combine(TestFolders.Repository, "configs", "clip.json")).Query);

    [Theory]
    [InlineData("""{ "name": "x", "description": "y", "promts": [] }""", "promts")]
    [InlineData("""{ "name": "x" }""", "description")]
    [InlineData("""{ "name": "x", "description": "y", "imagePrompts": 5 }""", "translator")]
    [InlineData("""{ "name": "x", "description": "y", "translator": {}, "imagePrompts": 201 }""", "imagePrompts is 201, but must be 0 to 200")]
    [InlineData("""{ "name": "x", "description": "y", "textValueRank": 1 }""", "translator")]
    [InlineData("""{ "name": "x", "description": "y", "translator": {}, "textValueRank": 65 }""", "textValueRank is 65, but must be 0 to 64")]
    [InlineData("""{ "name": "x", "description": "y", "inPlace": 1.5 }""", "inPlace is 1.5, but must be 0 to 1")]
    [InlineData("""{ "name": "x", "description": "y", "optimiser": { "learningRate": -1 } }""", "optimiser.learningRate is -1")]
    [InlineData("""{ "name": "x", "description": "y", "loss": { "person": "triplet" } }""", "loss.person (line 1)")]
    [InlineData("""{ "name": "x", "description": "y", "loss": { "captionWeight": 0 } }""", "nothing would be learned")]
    [InlineData("""{ "name": "x", "description": "y", "batch": { "size": 1 } }""", "batch.size is 1")]
    [InlineData("""{ "name": "x", "description": "y", "epochs": "ten" }""", "epochs (line 1)")]
    [InlineData("""{ "name": "x", "description": "y", "prompts": ["A picture"] }""", "exactly once")]
    [InlineData("""{ "name": "x", "description": "y", "seed": 1, "seed": 2 }""", "seed")]
    [InlineData("""{ "name": "x", "desc""", "line 1")]
    [InlineData("null", "is empty")]
    public void A_mistake_is_named_with_its_file_and_field(string json, string message)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder[""]);
        File.WriteAllText(folder["mistake.json"], json);

        var error = Assert.Throws<TrainingException>(() => TrainingConfiguration.Load(folder["mistake.json"]));

        TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
        Assert.Contains("mistake.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.OrdinalIgnoreCase);
    }
}
