using IdClip.Archive.Catalogue;
using IdClip.Tests;
using IdClip.Web.Photos;

namespace IdClip.Web.Tests;

public sealed class VideoThumbnailTests : IDisposable
{
    private readonly string _folder = TestFolders.NewTemporary();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thumbnail_of_a_video_shows_the_frame_at_its_second()
    {
        var video = Path.Combine(_folder, "red then blue.mp4");
        await Ffmpeg.RunAsync(["-f", "lavfi", "-i", "color=red:s=320x240:d=1", "-f", "lavfi", "-i", "color=blue:s=320x240:d=1",
            "-filter_complex", "[0][1]concat=n=2", "-pix_fmt", "yuv420p", video]);

        Assert.Equal((true, false), await ColourAsync(video, .5));
        Assert.Equal((false, true), await ColourAsync(video, 1.5));
    }

    [Fact]
    public async Task A_video_that_is_gone_has_no_thumbnail()
    {
        await using var catalogue = await Catalogue.OpenAsync(_folder, Ct);
        using var thumbnails = new ThumbnailCache(catalogue);

        Assert.Null(await thumbnails.GetAsync(new(1, Path.Combine(_folder, "gone.mp4"), 320, 240, null, 1, []), 160, Ct));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(bool Red, bool Blue)> ColourAsync(string video, double seconds)
    {
        await using var catalogue = await Catalogue.OpenAsync(Path.Combine(_folder, "archive"), Ct);
        using var thumbnails = new ThumbnailCache(catalogue);
        var file = await thumbnails.GetAsync(new(1, video, 320, 240, null, seconds, []), 160, Ct);
        using var image = NetVips.Image.NewFromFile(file!);
        var pixel = image.Getpoint(image.Width / 2, image.Height / 2);
        return (pixel[0] > 200 && pixel[2] < 60, pixel[2] > 200 && pixel[0] < 60);
    }
}
