using System.Diagnostics;
using IdClip.Tests;

namespace IdClip.Services.Tests;

/// <summary>The built idclip program, run as a person runs it.</summary>
internal static class CommandLine
{
    private static readonly string Program = Path.Combine(
        TestFolders.Repository, "src", "IdClip", Path.GetRelativePath(Path.Combine(TestFolders.Repository, "tests", "IdClip.Services.Tests"), AppContext.BaseDirectory),
        OperatingSystem.IsWindows() ? "idclip.exe" : "idclip");

    /// <summary>Runs to the end.</summary>
    /// <param name="key">The key for a server, or null.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(string? key, params string[] arguments) => RunInAsync([("IDCLIP_KEY", key)], arguments);

    /// <summary>Runs to the end.</summary>
    /// <param name="environment">What it is told besides.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<(int ExitCode, string Output, string Error)> RunInAsync(IEnumerable<(string Name, string? Value)> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Makes a key for an archive.</summary>
    public static async Task<string> NewKeyAsync(string archive, string name)
    {
        var (exitCode, output, error) = await RunAsync(null, "keys", "add", name, "--archive", archive);
        Assert.True(exitCode == 0, error);
        return output.Trim();
    }
}
