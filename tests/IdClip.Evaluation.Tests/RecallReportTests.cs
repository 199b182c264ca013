using System.Text.Json;
using IdClip.Evaluation.Protocol;
using IdClip.Evaluation.Report;
using IdClip.Tests;
using SkiaSharp;

namespace IdClip.Evaluation.Tests;

public sealed class RecallReportTests : IDisposable
{
    private readonly string folder = TestFolders.NewTemporary();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Four photos of one caption each. That very photo is at: context 1, 9, 60, 0; person 2, 2, 2, 2; both 1, 1, 1, 7.
    private static RecallReport Report()
    {
        int[] context = [1, 9, 60, 0], person = [2, 2, 2, 2], both = [1, 1, 1, 7];
        var outcomes = new List<RecallOutcome>();
        for (var i = 0; i < 4; i++)
        {
            var question = new RecallQuestion(new($"{i}.jpg", $"/{i}.jpg", ["Mira"], "beach", ["sand"]), "Mira", "sand");
            outcomes.Add(new(question, RecallEvidence.PersonAndContext, both[i], 1, TimeSpan.FromMilliseconds(10)));
            outcomes.Add(new(question, RecallEvidence.Context, context[i], context[i], TimeSpan.FromMilliseconds(20)));
            outcomes.Add(new(question, RecallEvidence.Person, person[i], 1, TimeSpan.FromMilliseconds(i)));
        }
        return RecallReport.Of(64, outcomes);
    }

    [Fact]
    public void Report_holds_the_hand_computed_figures()
    {
        var report = Report();

        Assert.Equal((64, 4, 1, 4), (report.Photos, report.Asked, report.People, report.Questions));
        Assert.Equal([RecallEvidence.Context, RecallEvidence.Person, RecallEvidence.PersonAndContext], report.Rows.Select(r => r.Evidence));
        Assert.Equal([0.25, 0.25, 0.5, 0.5], RecallReport.Ks.Select(k => report.Rows[0].Photo[k].Value));
        Assert.Equal([0.0, 1, 1, 1], RecallReport.Ks.Select(k => report.Rows[1].Photo[k].Value));
        Assert.Equal([0.75, 0.75, 1, 1], RecallReport.Ks.Select(k => report.Rows[2].Photo[k].Value));
        Assert.Equal(1, report.Rows[2].Scene[1].Value);
        Assert.Equal(3, report.Gain!.Value.Value, 12);
        Assert.Equal(0.0015, report.Rows[1].SecondsPerQuery, 12);
    }

    [Fact]
    public void No_gain_is_told_where_context_is_never_right()
    {
        var question = new RecallQuestion(new("a.jpg", "/a.jpg", ["Mira"], null, ["sand"]), "Mira", "sand");
        var report = RecallReport.Of(2,
        [
            new(question, RecallEvidence.Context, 2, 2, TimeSpan.Zero),
            new(question, RecallEvidence.PersonAndContext, 1, 1, TimeSpan.Zero),
        ]);

        Assert.Null(report.Gain);
    }

    [Fact]
    public void Json_holds_every_figure()
    {
        var path = Path.Combine(folder, "eval.json");

        RecallJson.Write(Report(), path);

        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var both = json.RootElement.GetProperty("rows")[2];
        Assert.Equal("person + context", both.GetProperty("evidence").GetString());
        Assert.Equal(0.75, both.GetProperty("photo").GetProperty("1").GetProperty("value").GetDouble());
        Assert.Equal(0.01, both.GetProperty("secondsPerQuery").GetDouble(), 12);
        Assert.Equal(3, json.RootElement.GetProperty("gain").GetProperty("value").GetDouble(), 12);
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void Picture_shows_a_bar_for_each_kind_of_evidence()
    {
        var path = Path.Combine(folder, "eval.png");

        RecallPicture.Write(Report(), path, "Four photos");

        using var picture = SKBitmap.Decode(path);
        Assert.Equal((1200, 720), (picture.Width, picture.Height));
        var colours = picture.Pixels.GroupBy(pixel => pixel).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(["#B8C0CC", "#8FB6E8", "#2E6BC6"], bar => Assert.True(colours.GetValueOrDefault(SKColor.Parse(bar)) > 2000, bar));
        Assert.Equal([path], Directory.GetFiles(folder));
    }
}
