using System.IO.Compression;
using System.Text.Json;

namespace IdClip.EndToEnd;

public sealed class JudgeTests(DemoArchive demo) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Queries_are_written_down_judged_measured_and_exported()
    {
        var archive = folder["archive"];
        demo.CopyTo(archive);

        var nothing = await IdClipProgram.RunAsync(archive, "judge", "measure");
        var unknown = await IdClipProgram.RunAsync(archive, "judge", "add", "@{Nobody Atall} dancing");
        var added = await IdClipProgram.SucceedAsync(archive, "judge", "add", "@mira in a forest");
        var id = added.Output.Split(' ')[0];
        var none = await IdClipProgram.RunAsync(archive, "judge", "mark", id, "nowhere.jpg");
        await IdClipProgram.SucceedAsync(archive, "judge", "mark", id, "mira_okafor_03.jpg", "mira_okafor_01.jpg");
        var marked = await IdClipProgram.SucceedAsync(archive, "judge", "mark", id, "mira_okafor_01.jpg", "--wrong");
        var photos = await IdClipProgram.SucceedAsync(archive, "judge", "photos", id);
        var measured = await IdClipProgram.SucceedAsync(archive, "judge", "measure");
        var kept = await IdClipProgram.SucceedAsync(archive, "judge", "measure", "--kept", "--json");
        await IdClipProgram.SucceedAsync(archive, "judge", "export", folder["set.zip"]);
        var again = await IdClipProgram.RunAsync(archive, "judge", "export", folder["set.zip"]);
        await IdClipProgram.SucceedAsync(archive, "judge", "remove", id);
        var gone = await IdClipProgram.RunAsync(archive, "judge", "photos", id);

        Assert.Equal((1, true), (nothing.ExitCode, nothing.Error.Contains("Mark some first", StringComparison.Ordinal)));
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Error.Contains("Nobody Atall", StringComparison.Ordinal)));
        Assert.Contains("@{Mira Okafor} in a forest", added.Output, StringComparison.Ordinal);
        Assert.Equal((2, true), (none.ExitCode, none.Error.Contains("PHOTO 'nowhere.jpg'", StringComparison.Ordinal)));
        Assert.Contains("1 right", marked.Output, StringComparison.Ordinal);
        Assert.Matches(@"^ +\d+  right  .*mira_okafor_03\.jpg\n +\d+         ", photos.Output);
        Assert.Contains("1 query, ", measured.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(kept.Output);
        var row = json.RootElement.GetProperty("rows").EnumerateArray().Last();
        Assert.Equal(("names and words", 1, 1.0), (row.GetProperty("evidence").GetString(), row.GetProperty("recall")[0].GetProperty("k").GetInt32(), row.GetProperty("recall")[0].GetProperty("recall").GetDouble()));
        await using (var zip = await ZipFile.OpenReadAsync(folder["set.zip"], TestContext.Current.CancellationToken))
            Assert.NotNull(zip.GetEntry("manifest.json"));
        Assert.Equal((2, true), (again.ExitCode, again.Error.Contains("is there already", StringComparison.Ordinal)));
        Assert.Equal((2, true), (gone.ExitCode, gone.Error.Contains($"There is no query {id}", StringComparison.Ordinal)));
    }
}
