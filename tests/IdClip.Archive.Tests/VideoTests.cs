using System.Diagnostics;
using IdClip.Archive.Ingest.Video;
using IdClip.Archive.Tests.Given;
using IdClip.Tests;

namespace IdClip.Archive.Tests;

public class VideoTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Three shots of one second each and one of 24 seconds.</summary>
    private static async Task<string> GivenVideoAsync(TemporaryArchive archive, string name = "film.mp4")
    {
        var path = Path.Combine(archive.Photos, name);
        string[] shots = ["color=red:d=1", "testsrc=d=1", "color=white:d=1", "color=blue:d=24"];
        try
        {
            using var ffmpeg = Process.Start("ffmpeg",
            [
                "-nostdin", "-loglevel", "error", .. shots.SelectMany(shot => new[] { "-f", "lavfi", "-i", $"{shot}:s=320x240:r=25" }),
                "-filter_complex", "concat=n=4", "-pix_fmt", "yuv420p", path,
            ]);
            await ffmpeg.WaitForExitAsync(Ct);
            Assert.Equal(0, ffmpeg.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("ffmpeg is not on this machine");
        }
        return path;
    }

    [Fact]
    public async Task Each_shot_gives_a_frame_and_a_long_one_more()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var path = await GivenVideoAsync(archive, "film ü.mp4");
        var report = await archive.IngestAsync(new RealEncoder());
        Assert.Equal((1, 1, 6), (report.Found, report.Encoded, report.Photos));
        Assert.Empty(report.Failed);

        var frames = await archive.Catalogue.DescribeAsync([.. (await archive.AllPhotosAsync()).Select(p => p.Id)], Ct);
        Assert.Equal([0, 1, 2, 3, 13, 23], frames.Select(f => f.FrameSeconds!.Value));
        Assert.All(frames, f => Assert.Equal((path, 320, 240), (f.Path, f.Width, f.Height)));
        Assert.Equal(0, (await archive.Catalogue.FindByPathAsync(path, Ct))!.FrameSeconds);
        Assert.Empty(Directory.EnumerateDirectories(archive.Folder, "frames"));

        var encoder = new ByteEncoder { ImageModel = new RealEncoder().ImageModel, FaceModel = new RealEncoder().FaceModel };
        Assert.Equal(1, (await archive.IngestAsync(encoder)).Unchanged);
        File.Delete(path);
        archive.Write("a.jpg", "a");
        Assert.Equal(6, (await archive.IngestAsync(encoder)).Removed);
    }

    [Fact]
    public async Task A_frame_can_be_shown()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var path = await GivenVideoAsync(archive);
        var jpeg = await new VideoFrames().ReadFrameAsync(path, 2, Ct);
        Assert.Equal([0xFF, 0xD8], jpeg[..2]);
        await Assert.ThrowsAsync<VideoException>(() => new VideoFrames().ReadFrameAsync(path, 2000, Ct));
    }

    [Fact]
    public async Task A_limit_of_frames_spreads_them_over_the_whole_video()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await GivenVideoAsync(archive);
        await archive.IngestAsync(new RealEncoder(), new() { Video = new() { SecondsBetweenFrames = 0.5, MaxFrames = 4 } });
        var frames = await archive.Catalogue.DescribeAsync([.. (await archive.AllPhotosAsync()).Select(p => p.Id)], Ct);
        Assert.InRange(frames.Count, 3, 4);
        Assert.True(frames.Max(f => f.FrameSeconds) > 13);
    }

    [Fact]
    public async Task Without_ffmpeg_each_video_says_how_to_install_it()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        archive.Write("a.mp4", "a");
        archive.Write("b.jpg", "b");
        var report = await archive.IngestAsync(new ByteEncoder(), new() { Video = new() { Ffmpeg = "/nowhere/ffmpeg" } });
        Assert.Equal(1, report.Encoded);
        Assert.Contains("apt install ffmpeg", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ffconcat version 1.0\nfile secret.jpg\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nsecret.mp4\n#EXT-X-ENDLIST\n")]
    [InlineData("no video at all")]
    public async Task A_text_that_points_elsewhere_is_no_video(string content)
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await GivenVideoAsync(archive, "secret.mp4");
        File.Move(Path.Combine(archive.Photos, "secret.mp4"), Path.Combine(archive.Photos, "secret.txt"));
        File.Copy(Path.Combine(TestFolders.Repository, "demo/enrol/mira_okafor_1.jpg"), Path.Combine(archive.Photos, "secret.jpg"));
        archive.Write("list.mp4", content);
        var report = await archive.IngestAsync(new RealEncoder());
        Assert.EndsWith("list.mp4", Assert.Single(report.Failed).Path, StringComparison.Ordinal);
        Assert.Equal(1, report.Photos);
    }

    [Fact]
    public async Task A_film_scene_gives_its_shots()
    {
        var film = TestFolders.Shared("data/video/tears-of-steel-70s.webm");
        await using var archive = await TemporaryArchive.CreateAsync();
        await GivenVideoAsync(archive);
        File.Delete(Path.Combine(archive.Photos, "film.mp4"));
        File.Copy(film, Path.Combine(archive.Photos, "film.webm"));
        var report = await archive.IngestAsync(new RealEncoder());
        Assert.InRange(report.Photos, 15, 40);
        var frames = await archive.Catalogue.DescribeAsync([.. (await archive.AllPhotosAsync()).Select(p => p.Id)], Ct);
        Assert.Contains(frames, f => f.Faces.Count > 0);
    }
}
