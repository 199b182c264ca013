using System.IO.Compression;

namespace IdClip.EndToEnd;

public sealed class ExportTests(DemoArchive demo) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Answers_are_copied_into_a_folder_or_a_zip_with_sidecars()
    {
        string[] asked = ["@{Mira Okafor} on a stage", "--top", "2"];

        var copied = await IdClipProgram.SucceedAsync(demo.Archive, ["export", folder["out"], .. asked, "--min-probability", "0.9"]);
        var again = await IdClipProgram.RunAsync(demo.Archive, ["export", folder["out"], .. asked]);
        var zipped = await IdClipProgram.SucceedAsync(demo.Archive, ["export", folder["out.zip"], .. asked]);

        Assert.Contains("copied 2 files and 2 sidecars", copied.Output, StringComparison.Ordinal);
        Assert.Contains("Mira Okafor", await File.ReadAllTextAsync(Path.Combine(folder["out"], "mira_okafor_06.jpg.xmp"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((2, true), (again.ExitCode, again.Error.Contains("is there already", StringComparison.Ordinal)));
        Assert.Contains("copied 2 files and 0 sidecars", zipped.Output, StringComparison.Ordinal);
        await using var zip = await ZipFile.OpenReadAsync(folder["out.zip"], TestContext.Current.CancellationToken);
        Assert.Equal("mira_okafor_06.jpg", zip.Entries[0].FullName);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.part"));
    }
}
