using System.Text.Json;
using SkiaSharp;

namespace IdClip.EndToEnd;

public sealed class EvalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Person_and_context_beat_context_at_least_threefold_on_the_demo()
    {
        var result = await IdClipProgram.SucceedAsync(
            folder["unused"], "eval", Path.Combine(DemoArchive.Pictures, "manifest.json"), "--json", folder["eval.json"], "--picture", folder["eval.png"]);

        using var json = JsonDocument.Parse(File.ReadAllBytes(folder["eval.json"]));
        Assert.Equal(64, json.RootElement.GetProperty("photos").GetInt32());
        Assert.True(json.RootElement.GetProperty("gain").GetProperty("value").GetDouble() >= 3, result.Output);
        Assert.Contains("24 enrolment photos of the manifest are left out", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"person \+ context R@1 is \d+\.\d x context only", result.Output);
        using var picture = SKBitmap.Decode(folder["eval.png"]);
        Assert.Equal((1200, 720), (picture.Width, picture.Height));
        Assert.False(Directory.Exists(folder["unused"]));
    }

    [Fact]
    public async Task A_wrong_manifest_is_explained()
    {
        File.WriteAllText(folder["manifest.json"], """[{ "file": "../secret.jpg", "people": [], "captions": [] }]""");

        var result = await IdClipProgram.RunAsync(folder["archive"], "eval", folder["manifest.json"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("entry 1: file \"../secret.jpg\" is outside", result.Error, StringComparison.Ordinal);
    }
}
