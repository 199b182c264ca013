using SkiaSharp;

namespace IdClip.EndToEnd;

public sealed class DemoTests(DemoArchive demo)
{
    [Fact]
    public async Task Demo_asks_three_questions_and_the_second_run_encodes_nothing()
    {
        var second = await demo.RunDemoAsync();

        Assert.Contains("(64 encoded", demo.Output, StringComparison.Ordinal);
        Assert.Contains("(0 encoded", second, StringComparison.Ordinal);
        foreach (var output in new[] { demo.Output, second })
        {
            var first = output.Split('\n').Where(line => line.StartsWith("  1  ", StringComparison.Ordinal)).Select(line => Path.GetFileName(line.TrimEnd()));
            Assert.Equal(["mira_okafor_03.jpg", "wei_sarto_05.jpg", "pair_06.jpg"], first);
            Assert.Matches(@"person Tomas Lindqvist >?\.\d\d \(face \d\) x person Isolde Marwick >?\.\d\d \(face \d\) x context", output);
        }
    }

    [Fact]
    public void Demo_writes_the_contact_sheet()
    {
        using var sheet = SKBitmap.Decode(demo.Sheet);

        Assert.Contains(demo.Sheet, demo.Output, StringComparison.Ordinal);
        Assert.InRange(sheet.Width, 1200, 2400);
        Assert.True(sheet.Pixels.Distinct().Count() > 5000);
    }
}
