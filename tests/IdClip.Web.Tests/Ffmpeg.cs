using System.Diagnostics;

namespace IdClip.Web.Tests;

/// <summary>Makes videos.</summary>
internal static class Ffmpeg
{
    /// <summary>Whether this machine has it.</summary>
    public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, "ffmpeg")));

    /// <summary>Runs ffmpeg; skips the running test by name where it is missing.</summary>
    public static async Task RunAsync(IEnumerable<string> arguments)
    {
        Assert.SkipUnless(IsThere, "ffmpeg is not on this machine");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-y", "-v", "error", .. arguments]))!;
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}
