using SkiaSharp;

namespace IdClip.EndToEnd;

public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Demo_asks_three_questions_and_writes_the_sheet()
    {
        var first = await RunAsync();
        var second = await RunAsync();

        Assert.Contains("(64 encoded", first, StringComparison.Ordinal);
        Assert.Contains("(0 encoded", second, StringComparison.Ordinal);
        foreach (var output in new[] { first, second })
        {
            Assert.Equal(3, output.Split('\n').Count(line => line.StartsWith("  1  ", StringComparison.Ordinal)));
            Assert.Contains("x context", output, StringComparison.Ordinal);
        }
        using var sheet = SKBitmap.Decode(folder["idclip-demo.png"]);
        Assert.InRange(sheet.Width, 1200, 2400);
        Assert.True(sheet.Pixels.Distinct().Count() > 5000);
    }

    private async Task<string> RunAsync()
    {
        using var process = IdClipProgram.Start(folder["unused"], folder.Path, "demo", "--once", "--archive", folder["archive"]);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
        return await output;
    }
}
