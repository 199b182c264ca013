using System.Security.Cryptography;
using System.Text.Json;
using IdClip.Models.Store;
using IdClip.Tests;
using SkiaSharp;

namespace IdClip.EndToEnd;

public sealed class ComparisonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_systems_of_a_synthetic_set_come_in_one_table_with_json_picture_and_failures()
    {
        var set = DemoSet.Write(folder["demo"]);
        await IdClipProgram.SucceedAsync(
            folder["unused"], "synth", "--contexts", set.Captions, "--images", set.Images, "--gallery", set.Gallery, "--output", set.Output, "--per-context", "2", "--seed", "4");
        WriteAdapter("id-clip-vpt-5");

        var compared = await IdClipProgram.SucceedAsync(
            folder["unused"], "eval", Path.Combine(set.Output, "manifest.json"), "--protocol", "cocopfs", "--adapter", "id-clip-vpt-5",
            "--fit", Path.Combine(set.Output, "manifest.json"), "--json", folder["eval.json"], "--picture", folder["eval.png"], "--failures", folder["failures.html"]);

        using var json = JsonDocument.Parse(File.ReadAllBytes(folder["eval.json"]));
        var rows = json.RootElement.GetProperty("rows").EnumerateArray().ToArray();
        string[] names = [.. rows.Select(row => $"{row.GetProperty("group").GetString()}: {row.GetProperty("name").GetString()}")];
        Assert.Equal(
            [
                "idclip-mini: caption", "idclip-mini: name, template 5", "idclip-mini: name, each template", "idclip-mini: name, mean of templates",
                "id-clip-vpt-5: conf1, template 1", "id-clip-vpt-5: conf1, template 5", "id-clip-vpt-5: conf2, template 5", "id-clip-vpt-5: conf3, template 5",
                "id-clip-vpt-5: conf4, template 5", "id-clip-vpt-5: conf5, template 5", "id-clip-vpt-5: conf6, template 5",
                "id-clip-vpt-5: conf1, each template", "id-clip-vpt-5: conf1, mean of templates",
                "ours, faces by sface: person alone", "ours, faces by sface: person + context", "ours, faces by sface: person + context + id-clip-vpt-5",
            ],
            names);
        // Two people who don't look alike: a recogniser tells them apart, words alone can't.
        var person = rows[^2].GetProperty("normalisedMeanAveragePrecision").GetProperty("value").GetDouble();
        Assert.Equal(1, person, 1e-9);
        Assert.True(RecallAtOne(rows[^2]) > RecallAtOne(rows[0]), compared.Output);
        Assert.Equal("Reference", rows[4].GetProperty("role").GetString());
        Assert.InRange(json.RootElement.GetProperty("reference").GetInt32(), 4, 12);
        Assert.InRange(json.RootElement.GetProperty("best").GetInt32(), 13, 15);
        Assert.Contains("flattered", compared.Output, StringComparison.Ordinal);
        Assert.Matches(@"ours, faces by sface: person \+ context: t2i R@1 is \d+\.\d\d x that of id-clip-vpt-5", compared.Output);
        using var picture = SKBitmap.Decode(folder["eval.png"]);
        Assert.Equal(1400, picture.Width);
        Assert.Matches(@"<h1>\d+ failures of ours, faces by sface", File.ReadAllText(folder["failures.html"]));
        Assert.False(Directory.Exists(folder["unused"]));
    }

    [Theory]
    [InlineData("--protocol archive --adapter any", "--adapter belongs to --protocol cocopfs")]
    [InlineData("--protocol cocopfs --adapter any", "There is no adapter 'any'")]
    [InlineData("--protocol cocopfs --faces nobody.onnx", "nobody.onnx is not there")]
    [InlineData("--protocol other", "other")]
    public async Task What_is_wrong_on_the_command_line_is_named(string arguments, string expected)
    {
        var result = await IdClipProgram.RunAsync(folder["unused"], ["eval", Path.Combine(DemoArchive.Pictures, "manifest.json"), .. arguments.Split(' ')]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private void WriteAdapter(string name)
    {
        var store = ModelStore.Default();
        var clip = store.OpenClip();
        MadeAdapter.Write(
            Path.Combine(folder["unused"] + ".adapters", name), clip, 128, "sface", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(store.FilePath("sface")))), MadeAdapter.RandomTensors(clip, 128, imagePrompts: 5, seed: 1), name);
    }

    private static double RecallAtOne(JsonElement row) => row.GetProperty("textToImage").GetProperty("1").GetProperty("value").GetDouble();
}
