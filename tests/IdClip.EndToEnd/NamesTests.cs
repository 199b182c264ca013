namespace IdClip.EndToEnd;

public sealed class NamesTests(DemoArchive demo) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Names_are_exported_and_imported()
    {
        var archive = folder["archive"];
        demo.CopyTo(archive);
        var scenes = Path.Combine(DemoArchive.Pictures, "scenes");

        // The demo's photos are the repository's: dry runs only.
        var nobody = await IdClipProgram.SucceedAsync(archive, "names", "export", scenes, "--dry-run");
        var recognised = await IdClipProgram.SucceedAsync(archive, "names", "export", "--dry-run", "--min-probability", "0.9");
        var inPlace = await IdClipProgram.SucceedAsync(archive, "names", "export", "--dry-run", "--in-place", "--min-probability", "0.9");
        var import = await IdClipProgram.SucceedAsync(archive, "names", "import", scenes, "--dry-run");

        Assert.Contains("would be changed: 0 of 64 photos", nobody.Output, StringComparison.Ordinal);
        Assert.Matches(@"would be changed: [3-6]\d of 64 photos", recognised.Output);
        Assert.Matches(@"names: 8, new regions: [3-9]\d, regions removed: 0", recognised.Output);
        Assert.Equal(recognised.Output, inPlace.Output);
        Assert.Contains("photos: 64, with names: 0", import.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(scenes, "*.xmp"));

        var nowhere = await IdClipProgram.RunAsync(archive, "names", "import", folder["elsewhere"]);
        Assert.Equal((1, true), (nowhere.ExitCode, nowhere.Error.Contains("no photo in", StringComparison.Ordinal)));
        var unlikely = await IdClipProgram.RunAsync(archive, "names", "export", "--min-probability", "7");
        Assert.Equal((2, true), (unlikely.ExitCode, unlikely.Error.Contains("from .5 to 1", StringComparison.Ordinal)));
    }
}
