using System.IO.Compression;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People.Files;
using IdClip.Archive.People.Labels;
using IdClip.Archive.Tests.Given;
using IdClip.Tests;
using IdClip.Xmp.Export;

namespace IdClip.Xmp.Tests;

public sealed class PhotoExportTests : IAsyncLifetime
{
    private static readonly Dictionary<long, (string, double)> NobodyRecognised = [];

    private readonly string _root = TestFolders.NewTemporary();
    private Catalogue _catalogue = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Photos => Path.Join(_root, "photos");

    public async ValueTask InitializeAsync()
    {
        foreach (var (file, scene) in new[] { ("a/photo.jpg", "mira_okafor_01"), ("b/photo.jpg", "mira_okafor_02"), ("b/Photo.JPG", "wei_sarto_01"), ("c/empty.jpg", "empty_01"), ("c/gone.jpg", "empty_02") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(Photos, file))!);
            File.Copy(Path.Join(TestFolders.Repository, "demo", "scenes", scene + ".jpg"), Path.Join(Photos, file));
        }
        _catalogue = await Catalogue.OpenAsync(Path.Join(_root, "archive"), Ct);
        await new PhotoIngest(_catalogue, new RealEncoder()).RunAsync([Photos], null, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _catalogue.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Copies_keep_their_bytes_and_get_names_of_their_own_and_sidecars_of_the_people_in_them()
    {
        var photos = await PhotosAsync("a/photo.jpg", "b/photo.jpg", "b/Photo.JPG", "c/empty.jpg", "c/gone.jpg", "a/photo.jpg");
        await new FaceLabels(_catalogue).NameAsync([photos[0].Faces[0].Id], "Mira Okafor", Ct);
        // What another program has written beside a photo goes with it.
        await File.WriteAllTextAsync(Path.Join(Photos, "c", "empty.jpg.xmp"),
            """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>""", Ct);
        File.Delete(Path.Join(Photos, "c", "gone.jpg"));
        var export = new PhotoExport(new PhotoFiles(_catalogue));
        var folder = Path.Join(_root, "out");

        var report = await export.ToFolderAsync(photos, folder, NobodyRecognised, Ct);

        Assert.Equal((4, 2, "gone.jpg"), (report.Files, report.Sidecars, Path.GetFileName(Assert.Single(report.Problems).File)));
        Assert.Equal(["Photo (3).JPG", "empty.jpg", "empty.jpg.xmp", "photo (2).jpg", "photo.jpg", "photo.jpg.xmp"],
            Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(await File.ReadAllBytesAsync(photos[1].Path, Ct), await File.ReadAllBytesAsync(Path.Join(folder, "photo (2).jpg"), Ct));
        Assert.Equal(File.GetLastWriteTimeUtc(photos[1].Path), File.GetLastWriteTimeUtc(Path.Join(folder, "photo (2).jpg")));
        Assert.Equal("Mira Okafor", Assert.Single(PhotoXmp.Read(Path.Join(folder, "photo.jpg")).Regions).Name);
        Assert.Contains("Rating=\"4\"", await File.ReadAllTextAsync(Path.Join(folder, "empty.jpg.xmp"), Ct), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Join(Photos, "a"), "*.xmp"));
        await Assert.ThrowsAsync<IOException>(() => export.ToFolderAsync(photos, folder, NobodyRecognised, Ct));

        // Recognised faces are named where that is asked for; a stream that cannot seek is enough.
        var recognised = new Dictionary<long, (string, double)> { [photos[2].Faces[0].Id] = ("Wei Sarto", .97) };
        var zip = Path.Join(_root, "out.zip");
        await using (var file = File.Create(zip))
        await using (var forward = new GZipStream(file, CompressionLevel.NoCompression))
            Assert.Equal((4, 3), await export.ToZipAsync(photos, forward, recognised, Ct) is var zipped ? (zipped.Files, zipped.Sidecars) : default);
        await using var unpacked = new GZipStream(File.OpenRead(zip), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        await unpacked.CopyToAsync(whole, Ct);
        using var read = new ZipArchive(whole);
        Assert.Equal(["photo.jpg", "photo.jpg.xmp", "photo (2).jpg", "Photo (3).JPG", "Photo (3).JPG.xmp", "empty.jpg", "empty.jpg.xmp", "NOT EXPORTED.txt"], read.Entries.Select(e => e.FullName));
        foreach (var entry in read.Entries)
            using (var content = new StreamReader(entry.Open()))
                Assert.Equal(entry.Name.EndsWith(".txt", StringComparison.Ordinal), (await content.ReadToEndAsync(Ct)).Contains("gone.jpg: The file is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ZIP_of_a_server_is_unpacked_into_its_folder_only()
    {
        var photos = await PhotosAsync("a/photo.jpg", "b/photo.jpg", "c/gone.jpg");
        await new FaceLabels(_catalogue).NameAsync([photos[0].Faces[0].Id], "Mira Okafor", Ct);
        File.Delete(Path.Join(Photos, "c", "gone.jpg"));
        var (zip, folder) = (Path.Join(_root, "sent.zip"), Path.Join(_root, "in", "out"));
        await using (var file = File.Create(zip))
            await new PhotoExport(new PhotoFiles(_catalogue)).ToZipAsync(photos, file, NobodyRecognised, Ct);
        using (var altered = await ZipFile.OpenAsync(zip, ZipArchiveMode.Update, Ct))
            altered.CreateEntry("../../escaped.jpg");

        var report = await ExportedZip.UnpackAsync(zip, folder, Ct);

        Assert.Equal((3, 1, "gone.jpg"), (report.Files, report.Sidecars, Assert.Single(report.Problems).File));
        Assert.Equal(["escaped.jpg", "photo (2).jpg", "photo.jpg", "photo.jpg.xmp"], Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(await File.ReadAllBytesAsync(photos[1].Path, Ct), await File.ReadAllBytesAsync(Path.Join(folder, "photo (2).jpg"), Ct));
        Assert.InRange(File.GetLastWriteTimeUtc(Path.Join(folder, "photo.jpg")) - File.GetLastWriteTimeUtc(photos[0].Path), TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(2));
        await File.WriteAllBytesAsync(zip, (await File.ReadAllBytesAsync(zip, Ct))[..^40], Ct);
        await Assert.ThrowsAsync<InvalidDataException>(() => ExportedZip.ReadAsync(zip, Ct));
    }

    private async Task<List<PhotoDetails>> PhotosAsync(params string[] files)
    {
        var photos = new List<PhotoDetails>();
        foreach (var file in files)
            photos.Add((await _catalogue.FindByPathAsync(Path.Join(Photos, file), Ct))!);
        return photos;
    }
}
