using System.Text.Json;

namespace IdClip.EndToEnd;

public sealed class AlbumsTests(DemoArchive demo) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_search_is_kept_listed_asked_again_and_deleted()
    {
        var archive = folder["archive"];
        demo.CopyTo(archive);

        var saved = await IdClipProgram.SucceedAsync(archive, "albums", "save", "Stages", "@mira on a stage", "--kind", "photo");
        var again = await IdClipProgram.RunAsync(archive, "albums", "save", "stages", "a beach");
        var listed = await IdClipProgram.SucceedAsync(archive, "albums", "--json");
        var asked = await IdClipProgram.SucceedAsync(archive, "search", "--album", "stages", "--top", "1");
        var both = await IdClipProgram.RunAsync(archive, "search", "--album", "stages", "--kind", "video");
        var like = await IdClipProgram.SucceedAsync(archive, "albums", "save", "Like her", "--like", Path.Combine(DemoArchive.Pictures, "enrol/mira_okafor_1.jpg"));
        var alike = await IdClipProgram.SucceedAsync(archive, "search", "--album", "like her", "--top", "1");
        await IdClipProgram.SucceedAsync(archive, "albums", "delete", "Stages");
        var gone = await IdClipProgram.RunAsync(archive, "search", "--album", "stages");

        Assert.Contains("@{Mira Okafor} on a stage", saved.Output, StringComparison.Ordinal);
        Assert.Equal((2, true), (again.ExitCode, again.Error.Contains("There is an album \"Stages\" already", StringComparison.Ordinal)));
        using var json = JsonDocument.Parse(listed.Output);
        Assert.Equal("Stages", Assert.Single(json.RootElement.EnumerateArray()).GetProperty("name").GetString());
        Assert.Contains("mira_okafor_06.jpg", asked.Output, StringComparison.Ordinal);
        Assert.Contains("@{Mira Okafor}", like.Output, StringComparison.Ordinal);
        Assert.Matches(@"person Mira Okafor >\.99 \(face 1\) x scene ", alike.Output);
        Assert.Equal((2, true), (both.ExitCode, both.Error.Contains("none beside --album", StringComparison.Ordinal)));
        Assert.Equal((2, true), (gone.ExitCode, gone.Error.Contains("There is no album \"stages\"", StringComparison.Ordinal)));
    }
}
