using IdClip.Archive.Ingest;
using IdClip.Archive.Tests.Given;

namespace IdClip.Archive.Tests;

/// <summary>What holds with every catalogue.</summary>
public abstract class PhotoIngestTests
{
    private readonly Func<Task<TemporaryArchive>> create;

    private protected PhotoIngestTests(Func<Task<TemporaryArchive>> create) => this.create = create;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_photos_are_encoded_and_a_second_run_reads_nothing()
    {
        await using var archive = await create();
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
        await using var archive = await create();
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
        await using var archive = await create();
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
        await using var archive = await create();
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

    [Fact]
    public async Task A_changed_file_is_another_photo_and_the_old_one_leaves_tombstones()
    {
        await using var archive = await create();
        archive.Write("a.jpg", "a");
        await archive.IngestAsync(new ByteEncoder());
        var old = (await archive.AllPhotosAsync()).Single();

        archive.Write("a.jpg", "a changed");
        var report = await archive.IngestAsync(new ByteEncoder());
        Assert.Equal((1, 1), (report.Encoded, report.Removed));
        Assert.NotEqual(old.Id, (await archive.AllPhotosAsync()).Single().Id);
        var removed = await archive.Catalogue.ReadTombstonesAsync(Ct);
        Assert.Equal([old.Id], removed.PhotoIds);
        Assert.Equal([old.Faces.Single().Id], removed.FaceIds);

        var (gone, kept) = (archive.WriteThumbnail(old.Id), archive.WriteThumbnail(old.Id * 10));
        await archive.Catalogue.AcknowledgeTombstonesAsync(removed, Ct);
        Assert.Empty((await archive.Catalogue.ReadTombstonesAsync(Ct)).PhotoIds);
        Assert.Equal((false, true), (File.Exists(gone), File.Exists(kept)));
    }

    [Fact]
    public async Task A_photo_goes_when_its_last_file_goes_and_only_below_the_roots()
    {
        await using var archive = await create();
        var first = archive.Write("one/a.jpg", "a");
        var copy = archive.Write("one/b.jpg", "a");
        archive.Write("two/c.jpg", "c");
        await archive.IngestAsync(new ByteEncoder());

        File.Delete(first);
        Assert.Equal(0, (await archive.IngestAsync(new ByteEncoder())).Removed);
        File.Delete(copy);
        File.Delete(Path.Combine(archive.Photos, "two/c.jpg"));
        archive.Write("one/d.jpg", "d");
        var report = await new PhotoIngest(archive.Catalogue, new ByteEncoder()).RunAsync([Path.Combine(archive.Photos, "one")], ct: Ct);
        Assert.Equal(1, report.Removed);
        Assert.Equal(1, (await archive.IngestAsync(new ByteEncoder())).Removed);
        Assert.Single(await archive.AllPhotosAsync());
    }

    [Fact]
    public async Task A_folder_that_is_gone_takes_its_photos_along()
    {
        await using var archive = await create();
        archive.Write("a.jpg", "a");
        archive.Write("gone/deep/b.jpg", "b");
        await archive.IngestAsync(new ByteEncoder());
        Directory.Delete(Path.Combine(archive.Photos, "gone"), recursive: true);
        Assert.Equal(1, (await archive.IngestAsync(new ByteEncoder())).Removed);
    }

    [Fact]
    public async Task A_missing_or_suddenly_empty_root_removes_nothing()
    {
        await using var archive = await create();
        var disk = Path.Combine(archive.Photos, "disk");
        archive.Write("disk/a.jpg", "a");
        var ingest = new PhotoIngest(archive.Catalogue, new ByteEncoder());
        await ingest.RunAsync([disk], ct: Ct);

        Directory.Delete(disk, recursive: true);
        Assert.Contains("does not exist", (await Assert.ThrowsAsync<ArchiveException>(() => ingest.RunAsync([disk], ct: Ct))).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(disk);
        Assert.Contains("is empty", (await Assert.ThrowsAsync<ArchiveException>(() => ingest.RunAsync([disk], ct: Ct))).Message, StringComparison.Ordinal);
        Assert.Single(await archive.AllPhotosAsync());

        var allowed = new PhotoIngest(archive.Catalogue, new ByteEncoder(), new() { AllowEmptyRoots = true });
        Assert.Equal(1, (await allowed.RunAsync([disk], ct: Ct)).Removed);
    }

    [Fact]
    public async Task A_folder_that_may_not_be_read_is_named_and_keeps_its_photos()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("file modes do not bind this user");
            return;
        }
        await using var archive = await create();
        archive.Write("a.jpg", "a");
        var locked = Path.GetDirectoryName(archive.Write("locked/deep/b.jpg", "b"))!;
        await archive.IngestAsync(new ByteEncoder());
        var mode = File.GetUnixFileMode(locked);
        File.SetUnixFileMode(locked, UnixFileMode.None);
        try
        {
            var report = await archive.IngestAsync(new ByteEncoder());
            Assert.Equal(locked, Assert.Single(report.Failed).Path);
            Assert.Equal((1, 0), (report.FailedCount, report.Removed));
        }
        finally
        {
            File.SetUnixFileMode(locked, mode);
        }
        Assert.Equal(2, (await archive.AllPhotosAsync()).Count);
    }

    [Fact]
    public async Task Files_that_cannot_be_read_are_named_with_the_reason_and_tried_again()
    {
        await using var archive = await create();
        var good = archive.Write("good.jpg", "good");
        var empty = archive.Write("empty.jpg", "");
        var corrupt = archive.Write("corrupt.jpg", "corrupt");
        var large = archive.Write("large.jpg", new string('x', 2000));
        var link = Path.Combine(archive.Photos, "link.jpg");
        File.CreateSymbolicLink(link, Path.Combine(archive.Photos, "nowhere"));
        var options = new IngestOptions { MaxPhotoBytes = 1000 };

        var report = await archive.IngestAsync(new ByteEncoder(), options);
        Assert.Equal((5, 1, 4), (report.Found, report.Encoded, report.FailedCount));
        Assert.Equal([corrupt, empty, large, link], report.Failed.Select(f => f.Path));
        Assert.Collection(report.Failed,
            f => Assert.Equal("The picture is corrupt.", f.Reason), f => Assert.Equal("The file is empty.", f.Reason),
            f => Assert.StartsWith("The file has 0 MiB", f.Reason, StringComparison.Ordinal), f => Assert.Equal("The link leads to no file.", f.Reason));
        var summary = await archive.Catalogue.SummariseAsync(Ct);
        Assert.Equal((0, 1, 0, 4, 1), (summary.Found, summary.Encoded, summary.Indexed, summary.Failed, summary.Faces));
        Assert.Equal(report.Failed, summary.Failures);

        File.Copy(good, empty, overwrite: true);
        var encoder = new ByteEncoder();
        var again = await archive.IngestAsync(encoder, options);
        Assert.Equal((1, 1, 0, 3), (again.Unchanged, again.Duplicates, again.Encoded, again.FailedCount));
        Assert.Equal([corrupt], encoder.Files);
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no named pipes in folders");
        await using var archive = await create();
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(archive.Photos, "pipe.jpg")]))
            await mkfifo.WaitForExitAsync(Ct);
        Assert.Equal("The file is empty.", Assert.Single((await archive.IngestAsync(new ByteEncoder())).Failed).Reason);
    }

    [Fact]
    public async Task Links_are_followed_once_also_in_circles()
    {
        await using var archive = await create();
        archive.Write("b/a.jpg", "a");
        Directory.CreateSymbolicLink(Path.Combine(archive.Photos, "b/circle"), archive.Photos);
        Directory.CreateSymbolicLink(Path.Combine(archive.Photos, "a-link"), Path.Combine(archive.Photos, "b"));
        var elsewhere = Directory.CreateDirectory(Path.Combine(archive.Photos, "..", "elsewhere"));
        File.WriteAllText(Path.Combine(elsewhere.FullName, "e.jpg"), "e");
        Directory.CreateSymbolicLink(Path.Combine(archive.Photos, "z-link"), "../elsewhere");

        Assert.Equal((2, 2), await FoundAndEncoded(archive));
        Assert.Equal((2, 0), await FoundAndEncoded(archive));

        static async Task<(int, int)> FoundAndEncoded(TemporaryArchive archive)
        {
            var report = await archive.IngestAsync(new ByteEncoder());
            return (report.Found, report.Encoded);
        }
    }

    [Fact]
    public async Task Roots_that_overlap_count_once_and_a_hidden_root_stays_when_its_parent_is_indexed()
    {
        await using var archive = await create();
        var file = archive.Write("sub/a.jpg", "a");
        var hidden = Path.GetDirectoryName(archive.Write(".hidden/h.jpg", "h"))!;
        var report = await new PhotoIngest(archive.Catalogue, new ByteEncoder())
            .RunAsync([file, Path.GetDirectoryName(file)!, archive.Photos, hidden], ct: Ct);
        Assert.Equal((2, 2), (report.Found, report.Encoded));
        Assert.Equal((1, 0), ((await archive.IngestAsync(new ByteEncoder())).Found, (await archive.IngestAsync(new ByteEncoder())).Removed));
        Assert.Equal(2, (await archive.AllPhotosAsync()).Count);
    }

    [Fact]
    public async Task Cancelled_it_keeps_what_is_done_and_the_next_run_continues()
    {
        await using var archive = await create();
        for (var i = 0; i < 300; i++)
            archive.Write($"{i}.jpg", $"{i}");
        using var stop = new CancellationTokenSource();
        var encoded = 0;
        var encoder = new ByteEncoder
        {
            Before = _ =>
            {
                if (Interlocked.Increment(ref encoded) == 100)
                    stop.Cancel();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PhotoIngest(archive.Catalogue, encoder).RunAsync([archive.Photos], null, stop.Token));

        var summary = await archive.Catalogue.SummariseAsync(Ct);
        Assert.Equal((300, encoder.Files.Count), (summary.Found + summary.Encoded, summary.Encoded));
        Assert.InRange(summary.Found, 1, 200);
        var rest = new ByteEncoder();
        Assert.Equal(300 - encoder.Files.Count, (await archive.IngestAsync(rest)).Encoded);
        Assert.Equal(300, rest.Files.Count + encoder.Files.Count);
    }

    [Fact]
    public async Task An_encoder_that_breaks_ends_the_run_with_its_exception()
    {
        await using var archive = await create();
        for (var i = 0; i < 100; i++)
            archive.Write($"{i}.jpg", $"{i}");
        var encoder = new ByteEncoder { Before = file => { if (file.EndsWith("50.jpg", StringComparison.Ordinal)) throw new InvalidOperationException("broken"); } };
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => archive.IngestAsync(encoder))).Message);
        Assert.Equal(100, (await archive.IngestAsync(new ByteEncoder())).Found);
        Assert.Equal(100, (await archive.AllPhotosAsync()).Count);
    }

    [Fact]
    public async Task Progress_never_goes_back_and_ends_complete()
    {
        await using var archive = await create();
        for (var i = 0; i < 500; i++)
            archive.Write($"{i % 9}/{i}.jpg", i % 50 == 0 ? "corrupt" : $"{i}");
        var reports = new Reports();
        await archive.IngestAsync(new ByteEncoder(), progress: reports);
        Assert.All(reports.Zip(reports.Skip(1)), pair =>
        {
            Assert.True(pair.First.Done <= pair.Second.Done);
            Assert.True(pair.First.Found <= pair.Second.Found);
        });
        Assert.Equal((500, 500, 10, true), (reports[^1].Found, reports[^1].Done, reports[^1].Failed, reports[^1].IsWalkComplete));
        Assert.True(reports[^1].FilesPerSecond > 0);
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
    }

    [Fact]
    public async Task Another_model_is_refused_until_re_encoding_is_asked_for()
    {
        await using var archive = await create();
        archive.Write("a.jpg", "a");
        await archive.IngestAsync(new ByteEncoder());
        var old = (await archive.AllPhotosAsync()).Single();

        var other = new ByteEncoder { ImageModel = "bigger" };
        var refused = await Assert.ThrowsAsync<ArchiveException>(() => archive.IngestAsync(other));
        Assert.Contains("image model (bytes-image)", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("face model", refused.Message, StringComparison.Ordinal);

        Assert.Equal((1, 0), ((await archive.IngestAsync(other, new() { Reencode = true })).Encoded, (await archive.IngestAsync(other)).Encoded));
        Assert.NotEqual(old.Id, (await archive.AllPhotosAsync()).Single().Id);
        Assert.Equal([old.Id], (await archive.Catalogue.ReadTombstonesAsync(Ct)).PhotoIds);
    }

    [Fact]
    public async Task What_is_below_a_folder_is_encoded_anew_with_the_same_models_and_an_interrupted_run_is_gone_on_with()
    {
        await using var archive = await create();
        for (var i = 0; i < 40; i++)
            archive.Write($"wanted/{i}.jpg", $"{i}");
        archive.Write("other/a.jpg", "a");
        archive.Write("other/b.jpg", "b");
        await archive.IngestAsync(new ByteEncoder());
        var (wanted, one) = (Path.Join(archive.Photos, "wanted"), Path.Join(archive.Photos, "other", "a.jpg"));
        var options = new IngestOptions { Reencode = true, Workers = 1, ChunkSize = 4 };
        var before = (await archive.AllPhotosAsync()).Select(photo => photo.Id).ToHashSet();

        using var stop = new CancellationTokenSource();
        var encoded = 0;
        var encoder = new ByteEncoder { Before = _ => { if (Interlocked.Increment(ref encoded) == 10) stop.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PhotoIngest(archive.Catalogue, encoder, options).RunAsync([wanted], null, stop.Token));
        var done = (await archive.AllPhotosAsync()).Count(photo => !before.Contains(photo.Id));
        Assert.InRange(done, 1, 39);
        var rest = await new PhotoIngest(archive.Catalogue, new ByteEncoder(), options).RunAsync([wanted], ct: Ct);
        Assert.Equal(40 - done, rest.Encoded);
        Assert.Equal(2, (await archive.AllPhotosAsync()).Count(photo => before.Contains(photo.Id)));

        Assert.Equal(1, (await new PhotoIngest(archive.Catalogue, new ByteEncoder(), options).RunAsync([one], ct: Ct)).Encoded);
        Assert.Equal(0, (await archive.IngestAsync(new ByteEncoder())).Encoded);
        Assert.Equal(42, (await archive.AllPhotosAsync()).Count);
    }

    private sealed class Reports : List<IngestProgress>, IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) => Add(value);
    }
}

public sealed class PhotoIngestTestsOnSqlite() : PhotoIngestTests(TemporaryArchive.CreateAsync);

public sealed class PhotoIngestTestsOnPostgreSql() : PhotoIngestTests(PostgreSqlServer.NewArchiveAsync);
