using System.Diagnostics;
using IdClip.Archive.Ingest;
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
        await MakeAsync([.. shots.SelectMany(shot => new[] { "-f", "lavfi", "-i", $"{shot}:s=320x240:r=25" }), "-filter_complex", "concat=n=4", "-pix_fmt", "yuv420p", path]);
        return path;
    }

    internal static async Task MakeAsync(IEnumerable<string> arguments)
    {
        try
        {
            using var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", .. arguments]);
            await ffmpeg.WaitForExitAsync(Ct);
            Assert.Equal(0, ffmpeg.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("ffmpeg is not on this machine");
        }
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
    public async Task A_face_that_no_key_frame_shows_well_brings_the_frame_of_its_shot_that_does()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        // Somebody comes into focus within the shot; in the next she is clear from the beginning.
        var scenes = Path.Combine(TestFolders.Repository, "demo/scenes");
        await MakeAsync(
        [
            "-loop", "1", "-t", "5", "-r", "25", "-i", Path.Combine(scenes, "mira_okafor_01.jpg"), "-loop", "1", "-t", "3", "-r", "25", "-i", Path.Combine(scenes, "greta_falkenrath_02.jpg"),
            "-filter_complex", "[0]boxblur=24:enable='lt(t,2)',scale=640:480,setsar=1[a];[1]scale=640:480,setsar=1[b];[a][b]concat=n=2", "-pix_fmt", "yuv420p",
            Path.Combine(archive.Photos, "focus.mp4"),
        ]);

        await archive.IngestAsync(new RealEncoder());

        var frames = await archive.Catalogue.DescribeAsync([.. (await archive.AllPhotosAsync()).Select(p => p.Id)], Ct);
        Assert.Equal(3, frames.Count);
        Assert.Equal((0, 5), (frames[0].FrameSeconds, frames[2].FrameSeconds));
        Assert.InRange(frames[1].FrameSeconds!.Value, 2, 4.5);
        Assert.Equal([0, 1, 1], frames.Select(f => f.Faces.Count));
    }

    [Fact]
    public void Faces_are_followed_through_a_shot_and_not_beyond_it()
    {
        // A face moves to the right and grows, another one beside it stays small; then the shot ends.
        SeenFrame[] frames =
        [
            new(0, true, true, [Face(0, 50, 1), Face(300, 20, 2)]),
            new(1, false, false, [Face(10, 60, 1), Face(300, 20, 2)]),
            new(2, false, false, []),
            new(3, false, false, [Face(30, 90, 1)]),
            new(4, true, true, []),
            new(5, false, false, [Face(30, 60, 1)]),
        ];

        var chosen = FaceTracks.Choose(frames, 10);

        Assert.Equal([0, 3, 4, 5], chosen.Select(f => f.Place));
        Assert.Equal([0, 3, 4], FaceTracks.Choose(frames, 3).Select(f => f.Place));
        Assert.Equal([0, 4], FaceTracks.Choose(frames, 2).Select(f => f.Place));
        var (one, other) = (chosen[0].Tracks[0]!, chosen[0].Tracks[1]!);
        Assert.Equal([new(0, 0, 100, 50, 50), new(1, 10, 100, 60, 60), new(3, 30, 100, 90, 90)], one.Places);
        Assert.Same(one, Assert.Single(chosen[1].Tracks));
        Assert.Equal((0, 1), (other.From, other.To));
        // Seen once is not followed.
        Assert.Equal([null], chosen[3].Tracks);

        static FaceEncoding Face(float x, float side, int person) =>
            new(x, 100, side, side, new float[10], 1, 100, person == 1 ? [1, 0] : [0, 1]);
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
        var tracks = frames.SelectMany(f => f.Faces.Select(face => (f.FrameSeconds, face.Track))).Where(f => f.Track is not null).ToList();
        Assert.InRange(tracks.Count, 3, 60);
        Assert.All(tracks, f => Assert.InRange(f.FrameSeconds!.Value, f.Track!.From - .001, f.Track.To + .001));
        Assert.All(tracks, f => Assert.InRange(f.Track!.To, f.Track.From + .2, 70));
    }
}
