using System.Text.Json;
using SkiaSharp;

namespace IdClip.EndToEnd;

public sealed class SearchTests(DemoArchive demo) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("@{Mira Okafor} in a forest", "mira_okafor_03.jpg")]
    [InlineData("@{Tomas Lindqvist} or @{Wei Sarto} in the snow in front of mountains", "wei_sarto_05.jpg")]
    [InlineData("@{Greta Falkenrath} @{Wei Sarto} in a kitchen", "pair_03.jpg")]
    [InlineData("@{Ramiro Quellan} next to a red car", "ramiro_quellan_02.jpg")]
    public async Task The_named_person_doing_that_comes_first(string query, string expected) =>
        Assert.Equal(expected, Path.GetFileName((await Answers.OfAsync(demo.Archive, query))[0].Photo));

    [Fact]
    public async Task Json_has_the_promised_fields()
    {
        var result = await IdClipProgram.SucceedAsync(demo.Archive, "search", "@{Mira Okafor} on a beach", "--json", "--top", "3");

        using var json = JsonDocument.Parse(result.Output);
        var answers = json.RootElement.GetProperty("answers");
        Assert.Equal(3, answers.GetArrayLength());
        var answer = answers[0];
        Assert.True(File.Exists(answer.GetProperty("photo").GetString()));
        Assert.InRange(answer.GetProperty("score").GetDouble(), 0, 1);
        var person = answer.GetProperty("people")[0];
        Assert.Equal("Mira Okafor", person.GetProperty("name").GetString());
        Assert.InRange(person.GetProperty("probability").GetDouble(), 0.5, 1);
        var box = person.GetProperty("box");
        Assert.InRange(box.GetProperty("width").GetDouble(), 20, 640);
        Assert.InRange(box.GetProperty("x").GetDouble() + box.GetProperty("width").GetDouble(), 20, 640);
        Assert.InRange(answer.GetProperty("context").GetProperty("similarity").GetDouble(), -1, 1);
        Assert.InRange(answer.GetProperty("context").GetProperty("probability").GetDouble(), 0, 1);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("joint").ValueKind);
    }

    [Fact]
    public async Task Text_tells_rank_score_path_and_reason()
    {
        var result = await IdClipProgram.SucceedAsync(demo.Archive, "search", "@{Mira Okafor}", "on", "a", "beach", "-n", "2");

        Assert.Matches(@"(?m)^  1  [01]?\.\d\d  /.*\.jpg\r?$", result.Output);
        Assert.Matches(@"(?m)^ +person Mira Okafor >?\.\d\d \(face \d\) x context [<>]?\.\d\d\r?$", result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task A_query_may_begin_with_an_excluded_name()
    {
        var answers = await Answers.OfAsync(demo.Archive, "-@{Mira Okafor} a woman on a beach near the sea", 3);

        Assert.DoesNotContain(answers, a => Path.GetFileName(a.Photo) is "mira_okafor_01.jpg" or "pair_01.jpg");
    }

    [Fact]
    public async Task Sheet_is_a_picture_of_the_answers()
    {
        var sheet = folder["sheet.png"];

        await IdClipProgram.SucceedAsync(demo.Archive, "search", "@{Mira Okafor} on a beach", "--top", "6", "--sheet", sheet);

        using var picture = SKBitmap.Decode(sheet);
        Assert.InRange(picture.Width, 1200, 2400);
        Assert.InRange(picture.Height, 700, 2400);
        // Photos have thousands of colours, an empty sheet has a few dozen; the person's blue is in boxes, labels and bars.
        Assert.True(picture.Pixels.Distinct().Count() > 5000);
        Assert.True(picture.Pixels.Count(pixel => pixel == SKColor.Parse("#0A6EBD")) > 3000);
        Assert.Equal([sheet], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_misspelt_name_points_to_the_place_and_lists_candidates()
    {
        var result = await IdClipProgram.RunAsync(demo.Archive, "search", "on a beach with @{Xqzw Brrt}");

        Assert.Equal(2, result.ExitCode);
        var lines = result.Error.Split('\n', StringSplitOptions.TrimEntries);
        Assert.StartsWith("idclip: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("Xqzw Brrt", lines[0], StringComparison.Ordinal);
        Assert.Contains("\n  on a beach with @{Xqzw Brrt}\n                  ^\n", result.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ambiguous_name_lists_its_candidates()
    {
        demo.CopyTo(folder["archive"]);
        var portraits = Directory.GetFiles(Path.Combine(DemoArchive.Pictures, "enrol"), "wei_sarto_*.jpg");
        await IdClipProgram.SucceedAsync(folder["archive"], ["enrol", "Mira Santos", .. portraits]);

        var result = await IdClipProgram.RunAsync(folder["archive"], "search", "@{Mira} on a beach");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("@{Mira Okafor}", result.Error, StringComparison.Ordinal);
        Assert.Contains("@{Mira Santos}", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task An_empty_query_is_explained(string query)
    {
        var result = await IdClipProgram.RunAsync(demo.Archive, "search", query);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("query is empty", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_quoting_is_explained()
    {
        var result = await IdClipProgram.RunAsync(demo.Archive, "search", "@{Mira Okafor on a beach");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains('^', result.Error);
    }

    [Fact]
    public async Task An_archive_that_is_not_there_is_explained_and_not_made()
    {
        var result = await IdClipProgram.RunAsync(folder["archive"], "search", "a beach");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("idclip index", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["archive"]));
    }

    [Fact]
    public async Task An_empty_archive_is_explained()
    {
        Directory.CreateDirectory(folder["photos"]);
        await IdClipProgram.RunAsync(folder["archive"], "index", folder["photos"]);

        var result = await IdClipProgram.RunAsync(folder["archive"], "search", "a beach");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no photos", result.Error, StringComparison.Ordinal);
    }
}
