using System.Diagnostics;

namespace IdClip.Web.Tests;

/// <summary>Makes videos.</summary>
internal static class Ffmpeg
{
    /// <summary>Runs ffmpeg; skips the running test by name where it is missing.</summary>
    public static async Task RunAsync(IEnumerable<string> arguments)
    {
        try
        {
            using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-y", "-v", "error", .. arguments]))!;
            await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, ffmpeg.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("ffmpeg is not on this machine");
        }
    }
}
