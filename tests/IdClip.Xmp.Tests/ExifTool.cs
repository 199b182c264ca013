using System.Diagnostics;
using System.Text.Json;

namespace IdClip.Xmp.Tests;

/// <summary>exiftool, the judge of what is in a file.</summary>
internal static class ExifTool
{
    /// <summary>Runs it and fails the test where it complains; skips the test by name where it is not installed.</summary>
    public static string Run(params string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("exiftool", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("exiftool is not installed (Debian's libimage-exiftool-perl).");
            throw;
        }
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error.Result);
            return output;
        }
    }

    /// <summary>Tags as JSON, structures kept and numbers as they are stored.</summary>
    public static JsonElement Tags(string file, params string[] tags)
    {
        var output = Run(["-json", "-struct", "-n", "-G1", .. tags, file]);
        return JsonDocument.Parse(output).RootElement[0];
    }

    /// <summary>What exiftool calls wrong with a file.</summary>
    public static string Complaints(string file) => Run("-validate", "-warning", "-error", "-a", "-s3", file).Replace("OK", "", StringComparison.Ordinal).Trim();
}
