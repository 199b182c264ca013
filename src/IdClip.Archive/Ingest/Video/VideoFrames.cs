using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace IdClip.Archive.Ingest.Video;

/// <summary>Takes frames from videos with ffmpeg: the first of each shot, and more in long shots.</summary>
/// <remarks>A video is untrusted: only containers of video are opened, only as local files, with limits on time, size and count.</remarks>
public sealed partial class VideoFrames(VideoOptions? options = null)
{
    private const int MaxMessageBytes = 1 << 16;

    private static readonly string[] Sandboxed =
    [
        "-nostdin", "-hide_banner", "-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,matroska,webm,avi", "-max_pixels", "268435456",
    ];

    private readonly VideoOptions options = options ?? new();

    /// <summary>One frame as a JPEG, as <see cref="IngestOptions.Video"/> scales it, so that face boxes fit.</summary>
    /// <param name="video">Path of the video.</param>
    /// <param name="seconds">Time of the frame, from a photo's <c>FrameSeconds</c>.</param>
    /// <param name="ct">Stops ffmpeg.</param>
    /// <exception cref="VideoException">ffmpeg is missing, or the video has no such frame.</exception>
    public async Task<byte[]> ReadFrameAsync(string video, double seconds, CancellationToken ct = default)
    {
        var folder = Directory.CreateTempSubdirectory("idclip-frame-");
        try
        {
            var file = Path.Combine(folder.FullName, "frame.jpg");
            await RunAsync(
                [
                    .. Sandboxed, "-loglevel", "error", "-ss", seconds.ToString(CultureInfo.InvariantCulture), "-i", "file:" + Path.GetFullPath(video),
                    "-map", "0:v:0", "-vf", Scale, "-frames:v", "1", "-q:v", "2", "-f", "image2", "-update", "1", file,
                ], ct);
            return File.Exists(file)
                ? await File.ReadAllBytesAsync(file, ct)
                : throw new VideoException($"{video} has no frame at {seconds:0.0} s.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes the key frames, and those in which faces are looked for between them, into an empty folder.</summary>
    /// <returns>The frames by time.</returns>
    internal async Task<IReadOnlyList<VideoFrame>> ExtractAsync(string video, string folder, CancellationToken ct)
    {
        var duration = await DurationAsync(video, ct);
        var keys = await KeysAsync(video, folder, duration, ct);
        if (options.SecondsBetweenLooks <= 0)
            return keys;
        var between = Math.Max(options.SecondsBetweenLooks, duration / options.MaxLooks);
        // The score, though it says nothing here, is what makes ffmpeg print a frame's time.
        var choose = string.Create(CultureInfo.InvariantCulture, $"select='eq(n,0)+gte(t-prev_selected_t,{between})+0*scene'");
        var (looks, _) = await SelectAsync(video, choose, options.MaxLooks, Path.Combine(folder, "look%06d.jpg"), ct);
        // One beside a key frame shows nothing new.
        return [.. keys.Concat(looks.Where(look => keys.All(key => Math.Abs(key.Seconds - look.Seconds) > between / 4)).Select(look => look with { IsKey = false, BeginsShot = false })).OrderBy(f => f.Seconds)];
    }

    private async Task<IReadOnlyList<VideoFrame>> KeysAsync(string video, string folder, double duration, CancellationToken ct)
    {
        // A cut sooner than this after the frame before it is passed over, so that the limit is never reached before the end.
        var least = Math.Max(0.2, duration / options.MaxFrames);
        var most = Math.Max(options.SecondsBetweenFrames, least);
        var choose = string.Create(CultureInfo.InvariantCulture,
            $"select='eq(n,0)+gt(scene,{options.SceneChange})*gte(t-prev_selected_t,{least})+gte(t-prev_selected_t,{most})'");
        var (frames, errors) = await SelectAsync(video, choose, options.MaxFrames, Path.Combine(folder, "%06d.jpg"), ct);
        return frames.Count > 0 ? frames : throw new VideoException($"ffmpeg finds no picture in it: {LastLine(errors)}");
    }

    private async Task<(List<VideoFrame> Frames, string Errors)> SelectAsync(string video, string choose, int most, string files, CancellationToken ct)
    {
        var (printed, errors) = await RunAsync(
            [
                .. Sandboxed, "-loglevel", "error", "-i", "file:" + Path.GetFullPath(video), "-map", "0:v:0",
                "-vf", $"{choose},{Scale},metadata=print:file=-", "-fps_mode", "passthrough", "-frames:v", $"{most}",
                "-q:v", "2", "-f", "image2", files,
            ], ct);
        var frames = FrameTime().Matches(printed)
            .Select((frame, i) => new VideoFrame(
                files.Replace("%06d", $"{i + 1:000000}", StringComparison.Ordinal), double.Parse(frame.Groups[1].ValueSpan, CultureInfo.InvariantCulture), IsKey: true,
                BeginsShot: i == 0 || (frame.Groups[2].Success && double.Parse(frame.Groups[2].ValueSpan, CultureInfo.InvariantCulture) > options.SceneChange)))
            .TakeWhile(frame => File.Exists(frame.File))
            .ToList();
        return (frames, errors);
    }

    private string Scale => $"scale='min({options.MaxSide},iw)':'min({options.MaxSide},ih)':force_original_aspect_ratio=decrease";

    private async Task<double> DurationAsync(string video, CancellationToken ct)
    {
        var (_, errors) = await RunAsync([.. Sandboxed, "-i", "file:" + Path.GetFullPath(video)], ct);
        return Duration().Match(errors) is { Success: true } match
            ? TimeSpan.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture).TotalSeconds
            : 0;
    }

    private async Task<(string Output, string Errors)> RunAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.TimeLimit);
        using var process = new Process
        {
            StartInfo = new(options.Ffmpeg, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new VideoException(
                $"Videos need ffmpeg, and \"{options.Ffmpeg}\" cannot be started. Install it (apt install ffmpeg, brew install ffmpeg, " +
                "winget install ffmpeg) or set IDCLIP_FFMPEG to its path, then index again.", e);
        }
        try
        {
            var output = ReadAsync(process.StandardOutput, int.MaxValue, limit.Token);
            var errors = ReadAsync(process.StandardError, MaxMessageBytes, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (await output, await errors);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new VideoException($"Reading the video took longer than {options.TimeLimit.TotalMinutes:0.#} minutes.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, int limit, CancellationToken ct)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, ct) is > 0 and var read)
            if (text.Length < limit)
                text.Append(buffer, 0, read);
        return text.ToString();
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim() ?? "no message";

    [GeneratedRegex(@"pts_time:(\d+(?:\.\d+)?)(?:\s+lavfi\.scene_score=(\d+(?:\.\d+)?))?")]
    private static partial Regex FrameTime();

    [GeneratedRegex(@"Duration: (\d+:\d\d:\d\d(?:\.\d+)?)")]
    private static partial Regex Duration();
}
