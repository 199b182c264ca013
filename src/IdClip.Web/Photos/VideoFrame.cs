using System.Diagnostics;
using System.Globalization;

namespace IdClip.Web.Photos;

/// <summary>Reads one frame of a video through ffmpeg.</summary>
internal static class VideoFrame
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The frame as a PNG; null where ffmpeg is missing or cannot read the file.</summary>
    public static async Task<byte[]?> ReadAsync(string path, double seconds, CancellationToken ct)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-v", "quiet", "-ss", seconds.ToString(CultureInfo.InvariantCulture),
            "-i", "file:" + path, "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-compression_level", "1", "-"])
            start.ArgumentList.Add(argument);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        Process? ffmpeg = null;
        try
        {
            ffmpeg = Process.Start(start);
            using var frame = new MemoryStream();
            await ffmpeg!.StandardOutput.BaseStream.CopyToAsync(frame, patience.Token);
            await ffmpeg.WaitForExitAsync(patience.Token);
            return ffmpeg.ExitCode == 0 && frame.Length > 0 ? frame.ToArray() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (ffmpeg is { HasExited: false })
                ffmpeg.Kill(entireProcessTree: true);
            ffmpeg?.Dispose();
        }
    }
}
