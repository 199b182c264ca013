using IdClip.Archive.Tests.Given;

namespace IdClip.Archive.Tests;

public class PhotoIngestTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_photos_are_encoded_and_a_second_run_reads_nothing()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        archive.Write("a.jpg", "a");
        archive.Write("deep/er/b.PNG", "b");
        archive.Write("deep/notes.txt", "not a photo");
        archive.Write(".hidden/c.jpg", "c");
        archive.Write("._a.jpg", "resource fork");
        var first = await archive.IngestAsync(new ByteEncoder());
        Assert.Equal((2, 2, 0, 0, 1), (first.Found, first.Encoded, first.Duplicates, first.FailedCount, first.NotPhotos));

        var encoder = new ByteEncoder();
        var second = await archive.IngestAsync(encoder);
        Assert.Equal((2, 2, 0), (second.Found, second.Unchanged, second.Encoded));
        Assert.Empty(encoder.Files);
    }

    [Fact]
    public async Task What_was_encoded_is_what_comes_out()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var path = archive.Write("Ünïcødé 写真 \U0001F600/b ' % \".jpg", "b");
        await archive.IngestAsync(new ByteEncoder());

        var photo = Assert.Single(await archive.AllPhotosAsync());
        Assert.Equal(ByteEncoder.UnitVector("b"u8.ToArray(), 32), photo.Embedding);
        var details = await archive.Catalogue.FindByPathAsync(path, Ct);
        Assert.Equal((photo.Id, path, 640, 480), (details!.Id, details.Path, details.Width, details.Height));
        Assert.Equal(photo.Faces.Single().Id, details.Faces.Single().Id);
        Assert.Equal(60, details.Faces.Single().Width);
        Assert.Equivalent(details, Assert.Single(await archive.Catalogue.DescribeAsync([999, photo.Id], Ct)));
    }

    [Fact]
    public async Task Copies_share_one_photo_also_when_they_are_met_at_the_same_time()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        for (var i = 0; i < 200; i++)
            archive.Write($"{i}.jpg", $"content {i % 10}");
        var encoder = new ByteEncoder();
        var report = await archive.IngestAsync(encoder, new() { Workers = 8, ChunkSize = 3 });
        Assert.Equal((200, 10, 190), (report.Found, report.Encoded, report.Duplicates));
        Assert.Equal(10, encoder.Files.Count);
        Assert.Equal(10, (await archive.AllPhotosAsync()).Count);
    }

    [Fact]
    public async Task A_moved_photo_keeps_its_ids()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        var path = archive.Write("a.jpg", "a");
        await archive.IngestAsync(new ByteEncoder());
        var before = (await archive.AllPhotosAsync()).Single();

        Directory.CreateDirectory(Path.Combine(archive.Photos, "sub"));
        File.Move(path, Path.Combine(archive.Photos, "sub", "b.jpg"));
        var encoder = new ByteEncoder();
        var report = await archive.IngestAsync(encoder);
        Assert.Equal((1, 0, 1, 0), (report.Found, report.Encoded, report.Duplicates, report.Removed));
        Assert.Empty(encoder.Files);
        Assert.Equivalent(before, (await archive.AllPhotosAsync()).Single());
        Assert.EndsWith("b.jpg", (await archive.Catalogue.DescribeAsync([before.Id], Ct)).Single().Path, StringComparison.Ordinal);
        Assert.Null(await archive.Catalogue.FindByPathAsync(path, Ct));
    }
}
