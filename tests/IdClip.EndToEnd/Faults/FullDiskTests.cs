using System.Diagnostics;
using IdClip.Archive;

namespace IdClip.EndToEnd.Faults;

public sealed class FullDiskTests : IDisposable
{
    private const int Photos = 32;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The catalogue's first tables, or an index file, is what does not fit.
    [Theory]
    [InlineData(200)]
    [InlineData(600)]
    public async Task Indexing_on_a_full_disk_says_so_and_goes_on_once_there_is_space(int kilobytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && await RunAsync("true") is (0, _), "no file system of one's own can be mounted here (unshare -rm)");
        DemoPhotos.Write(folder["photos"], Photos);
        Directory.CreateDirectory(folder["archive"]);

        // The small disk lives as long as this shell.
        var (exitCode, output) = await RunAsync($$"""
            mount -t tmpfs -o size={{kilobytes}}k small "$ARCHIVE" || exit 99
            "$IDCLIP" index "$PHOTOS" 2>&1; echo "full: $?"
            mount -o remount,size=64m "$ARCHIVE"
            "$IDCLIP" index "$PHOTOS" 2>&1; echo "space: $?"
            "$IDCLIP" search 'a photo' --top {{2 * Photos}} --json | grep -o 'photos/[0-9]*\.jpg' | sort -u | wc -l
            """);

        Assert.Equal(0, exitCode);
        Assert.Contains(FullDisk.Advice, output, StringComparison.Ordinal);
        Assert.Contains("full: 1\n", output, StringComparison.Ordinal);
        Assert.Contains("space: 0\n", output, StringComparison.Ordinal);
        Assert.EndsWith($"\n{Photos}\n", output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", ["-rm", "bash", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ARCHIVE"] = folder["archive"],
                ["IDCLIP_ARCHIVE"] = folder["archive"],
                ["PHOTOS"] = folder["photos"],
                ["IDCLIP"] = IdClipProgram.Executable,
            },
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output);
    }
}
