using IdClip.Archive.Catalogue;
using IdClip.Tests;
using NetVips;

namespace IdClip.Web.Tests;

/// <summary>An archive of two videos and of a photo with near-copies, made of the demo's pictures, with one person enrolled, and served once somebody asks for it.</summary>
public sealed class ServedMixture : IAsyncLifetime
{
    /// <summary>Two shots of three seconds, in a format of the web; in the first the camera goes to the right, so that the face goes to the left.</summary>
    public const string Film = "film.webm";

    /// <summary>One shot in a format that no browser plays.</summary>
    public const string Old = "old.avi";

    /// <summary>A photo in three sizes and qualities, and another photo.</summary>
    public const string Copies = "copies";

    private readonly string _folder = TestFolders.NewTemporary();
    private readonly SemaphoreSlim _one = new(1);
    private ServedArchive? _served;

    /// <summary>The served archive.</summary>
    internal async Task<ServedArchive> ServeAsync()
    {
        await _one.WaitAsync();
        try
        {
            return _served ??= await StartAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The address of a search that only frames of one video answer, or <see cref="Copies"/>. Skips the running test by name where there is no video for want of ffmpeg.</summary>
    internal async Task<string> SearchAsync(string file)
    {
        var folders = await new PhotoSelection((await ServeAsync()).Archive.Catalogue).FoldersAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(folders.Any(f => f.Path == FolderOf(file)), "ffmpeg is not on this machine");
        return $"/?q=a%20person&folder={folders.Single(f => f.Path == FolderOf(file)).Id}";
    }

    /// <summary>The path of a video.</summary>
    internal string PathOf(string file) => Path.Combine(FolderOf(file), file);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        _one.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string FolderOf(string file) => Path.Combine(_folder, Path.GetFileNameWithoutExtension(file));

    private async Task<ServedArchive> StartAsync()
    {
        MakeCopies();
        if (Ffmpeg.IsThere)
        {
            await MakeAsync(Film, "scale=800:600,crop=640:480:t*50:60", ["libvpx", "-b:v", "800k", "-g", "75"], "scenes/mira_okafor_06.jpg", "scenes/pair_03.jpg");
            await MakeAsync(Old, "scale=640:480", ["mpeg4"], "scenes/wei_sarto_02.jpg");
        }
        return await ServedArchive.StartAsync(async archive =>
        {
            await archive.PhotoIndexing.RunAsync([_folder], new(), null, CancellationToken.None);
            await archive.Gallery.EnrolAsync("Mira Okafor", [.. Enumerable.Range(1, 3).Select(i => ServedDemo.Picture($"enrol/mira_okafor_{i}.jpg"))],
                archive.PhotoEncoder, CancellationToken.None);
        });
    }

    private void MakeCopies()
    {
        var folder = Directory.CreateDirectory(FolderOf(Copies)).FullName;
        File.Copy(ServedDemo.Picture("scenes/greta_falkenrath_02.jpg"), Path.Combine(folder, "other.jpg"));
        using var photo = Image.NewFromFile(ServedDemo.Picture("scenes/tomas_lindqvist_04.jpg"));
        photo.Jpegsave(Path.Combine(folder, "one.jpg"), q: 90);
        photo.Jpegsave(Path.Combine(folder, "two.jpg"), q: 60);
        using var half = photo.Resize(.5);
        half.Jpegsave(Path.Combine(folder, "three.jpg"), q: 85);
    }

    private Task MakeAsync(string file, string first, string[] codec, params string[] shots)
    {
        Directory.CreateDirectory(FolderOf(file));
        return Ffmpeg.RunAsync(
        [
            .. shots.SelectMany(shot => (string[])["-loop", "1", "-t", "3", "-r", "25", "-i", ServedDemo.Picture(shot)]),
            "-filter_complex", $"{string.Concat(shots.Select((_, i) => $"[{i}]{(i == 0 ? first : "scale=640:480")},setsar=1[s{i}];"))}{string.Concat(shots.Select((_, i) => $"[s{i}]"))}concat=n={shots.Length}",
            "-pix_fmt", "yuv420p", "-c:v", .. codec, PathOf(file),
        ]);
    }
}
