using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Tests;

namespace IdClip.Archive.Tests.Given;

/// <summary>An archive and a folder of photos that are gone when the test is over.</summary>
internal sealed class TemporaryArchive : IAsyncDisposable
{
    private string root = "";

    private TemporaryArchive(Catalogue.Catalogue catalogue) => Catalogue = catalogue;

    public Catalogue.Catalogue Catalogue { get; private set; }

    public string Folder => Catalogue.Folder;

    public string Photos { get; private init; } = "";

    public static Task<TemporaryArchive> CreateAsync() => CreateAsync(folder => Archive.Catalogue.Catalogue.OpenAsync(folder));

    public static async Task<TemporaryArchive> CreateAsync(Func<string, Task<Catalogue.Catalogue>> open)
    {
        var root = TestFolders.NewTemporary();
        var photos = Directory.CreateDirectory(Path.Combine(root, "photos")).FullName;
        return new(await open(Path.Combine(root, "archive"))) { Photos = photos, root = root };
    }

    /// <summary>Writes a photo of a few bytes for <see cref="ByteEncoder"/>.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Photos, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Writes a thumbnail as the page does.</summary>
    public string WriteThumbnail(long photoId)
    {
        var folder = Directory.CreateDirectory(ThumbnailFiles.FolderOf(Folder, photoId)).FullName;
        var path = Path.Combine(folder, ThumbnailFiles.PrefixOf(photoId) + "1a2b-320.webp");
        File.WriteAllText(path, "a thumbnail");
        return path;
    }

    public Task<IngestReport> IngestAsync(IPhotoEncoder encoder, IngestOptions? options = null, IProgress<IngestProgress>? progress = null) =>
        new PhotoIngest(Catalogue, encoder, options).RunAsync([Photos], progress, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<IndexablePhoto>> AllPhotosAsync()
    {
        var all = new List<IndexablePhoto>();
        await foreach (var batch in Catalogue.ReadEncodedAsync(onlyPending: false, 100, TestContext.Current.CancellationToken))
            all.AddRange(batch);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await Catalogue.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }
}
