using System.Diagnostics;
using System.Globalization;
using IdClip.Bench.Encoding;
using IdClip.Tests;

namespace IdClip.Bench.Web;

/// <summary>The built program over an archive.</summary>
/// <param name="archive">The archive's folder.</param>
internal sealed class ServedProgram(string archive)
{
    // bin/Release/net10.0 of the benchmarks is bin/Release/net10.0 of the program.
    private static readonly string Executable = Path.GetFullPath(Path.Join(
        BenchFiles.Root, "src", "IdClip", Path.GetRelativePath(Path.Join(BenchFiles.Root, "bench", "IdClip.Bench"), AppContext.BaseDirectory), OperatingSystem.IsWindows() ? "idclip.exe" : "idclip"));

    /// <summary>Runs a command to its end, its words on the screen.</summary>
    public async Task RunAsync(string[] arguments, CancellationToken ct)
    {
        using var process = Start(arguments, redirect: false);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"idclip {arguments[0]} ended with {process.ExitCode}");
    }

    /// <summary>Starts the search page and waits until it listens.</summary>
    public async Task<ServedPage> ServeAsync(CancellationToken ct)
    {
        var port = FreePorts.Find();
        var process = Start(["serve", "--port", port.ToString(CultureInfo.InvariantCulture)], redirect: true);
        while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
            if (line.StartsWith("gRPC:", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, ct);
                return new(process, new($"http://127.0.0.1:{port}"));
            }
        throw new InvalidOperationException("idclip serve ended");
    }

    /// <summary>Deletes the kept thumbnails, so that the next page has them made.</summary>
    public void ForgetThumbnails()
    {
        if (Path.Join(archive, "cache", "thumbs") is var folder && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private Process Start(string[] arguments, bool redirect) => Process.Start(new ProcessStartInfo(Executable, arguments)
    {
        RedirectStandardOutput = redirect,
        Environment = { ["IDCLIP_ARCHIVE"] = archive },
    })!;
}
