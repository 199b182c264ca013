using IdClip.Archive.Adapters;
using IdClip.Archive.Tests.Given;

namespace IdClip.Archive.Tests.Adapters;

/// <summary>What holds with every catalogue.</summary>
public abstract class AdapterPhotosTests
{
    private readonly Func<Task<TemporaryArchive>> create;

    private protected AdapterPhotosTests(Func<Task<TemporaryArchive>> create) => this.create = create;

    private static readonly ArchiveAdapter Made = new("made", ByteAdapter.Identity, ChangesImages: true);

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_reports_photos_without_a_vector_and_tries_them_again()
    {
        await using var archive = await create();
        archive.Write("good.jpg", "good");
        archive.Write("bad.jpg", "no vector");
        var gone = archive.Write("gone.jpg", "gone");
        archive.Write("copy.jpg", "twice");
        File.Copy(Path.Combine(archive.Photos, "copy.jpg"), Path.Combine(archive.Photos, "copy2.jpg"));
        await archive.IngestAsync(new ByteEncoder());
        File.Delete(gone);
        File.Delete(Path.Combine(archive.Photos, "copy.jpg"));
        var heard = new List<AdapterProgress>();

        var report = await new AdapterPhotos(archive.Catalogue, new ByteAdapter()).RunAsync(new Listener(heard), Made, Ct);

        Assert.Equal((2, 2), (report.Encoded, report.FailedCount));
        Assert.Equal(["bad.jpg", "gone.jpg"], report.Failed.Select(f => Path.GetFileName(f.Path)));
        Assert.Contains("Index it again", report.Failed[1].Reason, StringComparison.Ordinal);
        Assert.Equal((4, 4, 2), (heard[^1].Total, heard[^1].Done, heard[^1].Failed));
        Assert.Equal((0, 2), await RunAgainAsync(archive));
    }

    [Fact]
    public async Task A_run_ends_soon_after_its_adapter_is_wanted_no_more()
    {
        await using var archive = await create();
        for (var photo = 0; photo < 40; photo++)
            archive.Write($"{photo}.jpg", $"photo {photo}");
        await archive.IngestAsync(new ByteEncoder());
        var alias = new AdapterAlias(archive.Catalogue);
        var adapter = new ByteAdapter { Before = _ => alias.UnwantAsync(Made.Identity, Ct).GetAwaiter().GetResult() };

        await new AdapterPhotos(archive.Catalogue, adapter, new() { Workers = 1 }).RunAsync(wanted: Made, ct: Ct);

        Assert.InRange(adapter.Files.Count, 1, 39);
        Assert.Null((await alias.ReadAsync(Ct)).Wanted);
        Assert.False(await alias.TryFlipAsync(Made, Ct));
    }

    [Fact]
    public async Task A_removed_photo_takes_its_vector_with_it()
    {
        await using var archive = await create();
        archive.Write("stays.jpg", "stays");
        var removed = archive.Write("removed.jpg", "removed");
        await archive.IngestAsync(new ByteEncoder());
        await new AdapterPhotos(archive.Catalogue, new ByteAdapter()).RunAsync(wanted: Made, ct: Ct);
        File.Delete(removed);

        await archive.IngestAsync(new ByteEncoder());

        var left = Assert.Single(await PendingAsync(archive));
        Assert.Equal(ByteAdapter.VectorOf("stays"), left.Embedding);
        Assert.Single((await archive.Catalogue.ReadTombstonesAsync(Ct)).PhotoIds);
    }

    [Fact]
    public async Task The_alias_flips_to_the_wanted_adapter_only()
    {
        await using var archive = await create();
        var (alias, elsewhere) = (new AdapterAlias(archive.Catalogue), new AdapterAlias(archive.Catalogue));
        var other = new ArchiveAdapter("other", "bbbbbbbb02", ChangesImages: true);
        Assert.Equal(new ArchiveAdapters(null, null), await elsewhere.ReadAsync(Ct));

        await alias.WantAsync(Made, Ct);
        Assert.Equal(new ArchiveAdapters(null, Made), await elsewhere.ReadAsync(Ct));
        await alias.FlipAsync(Made, Ct);
        await alias.WantAsync(other, Ct);
        Assert.Equal(new ArchiveAdapters(Made, other), await elsewhere.ReadAsync(Ct));
        Assert.Contains("Meanwhile", (await Assert.ThrowsAsync<ArchiveException>(() => alias.FlipAsync(Made, Ct))).Message, StringComparison.Ordinal);
        Assert.Equal(Made, (await elsewhere.ReadAsync(Ct)).Active);

        await alias.ClearAsync(Ct);
        Assert.Equal(new ArchiveAdapters(null, null), await elsewhere.ReadAsync(Ct));
    }

    [Fact]
    public async Task Vectors_of_adapters_that_nobody_uses_are_dropped()
    {
        await using var archive = await create();
        archive.Write("1.jpg", "one");
        await archive.IngestAsync(new ByteEncoder());
        var (alias, vectors) = (new AdapterAlias(archive.Catalogue), new AdapterVectors(archive.Catalogue));
        await new AdapterPhotos(archive.Catalogue, new ByteAdapter("bbbbbbbb02")).RunAsync(ct: Ct);
        await new AdapterPhotos(archive.Catalogue, new ByteAdapter()).RunAsync(wanted: Made, ct: Ct);
        await alias.FlipAsync(Made, Ct);

        await vectors.DropUnusedAsync(Ct);

        Assert.Equal((0, 1), await vectors.CountAsync("bbbbbbbb02", Ct));
        Assert.Equal((1, 0), await vectors.CountAsync(Made.Identity, Ct));
    }

    [Fact]
    public async Task Other_models_end_the_use_of_an_adapter()
    {
        await using var archive = await create();
        archive.Write("1.jpg", "one");
        await archive.IngestAsync(new ByteEncoder());
        var alias = new AdapterAlias(archive.Catalogue);
        await alias.WantAsync(Made, Ct);
        await alias.FlipAsync(Made, Ct);

        await archive.IngestAsync(new ByteEncoder { FaceModel = "another" }, new() { Reencode = true });

        Assert.Equal(new ArchiveAdapters(null, null), await alias.ReadAsync(Ct));
    }

    private static async Task<(int Encoded, int Failed)> RunAgainAsync(TemporaryArchive archive)
    {
        var report = await new AdapterPhotos(archive.Catalogue, new ByteAdapter()).RunAsync(ct: Ct);
        return (report.Encoded, report.FailedCount);
    }

    private protected static async Task<List<(long PhotoId, float[] Embedding)>> PendingAsync(TemporaryArchive archive)
    {
        var all = new List<(long, float[])>();
        await foreach (var batch in new AdapterVectors(archive.Catalogue).ReadPendingAsync(ByteAdapter.Identity, 100, Ct))
            all.AddRange(batch);
        return all;
    }

    private protected static int LastLine(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n');
        return lines.Length < 2 ? 0 : int.Parse(lines[^2], null);
    }

    private sealed class Listener(List<AdapterProgress> heard) : IProgress<AdapterProgress>
    {
        public void Report(AdapterProgress value) => heard.Add(value);
    }
}

public sealed class AdapterPhotosTestsOnSqlite() : AdapterPhotosTests(TemporaryArchive.CreateAsync)
{
    [Fact]
    public async Task Killed_in_between_the_next_run_encodes_only_what_is_missing()
    {
        const int Photos = 400;
        await using var archive = await TemporaryArchive.CreateAsync();
        for (var i = 0; i < Photos; i++)
            archive.Write($"{i}.jpg", $"photo {i}");
        await archive.IngestAsync(new ByteEncoder());
        var committed = Path.Combine(archive.Folder, "..", "committed");
        File.WriteAllText(committed, "");
        var child = AdapterChild.Start(archive.Folder, committed);
        while (!child.HasExited && LastLine(committed) < 40)
            await Task.Delay(5, Ct);
        child.Kill();
        await child.WaitForExitAsync(Ct);
        var done = LastLine(committed);
        Assert.InRange(done, 40, Photos - 1);
        Assert.Equal("killed", (await new AdapterAlias(archive.Catalogue).ReadAsync(Ct)).Wanted?.Name);

        var encoder = new ByteAdapter();
        var report = await new AdapterPhotos(archive.Catalogue, encoder).RunAsync(ct: Ct);

        Assert.InRange(report.Encoded, 1, Photos - done);
        Assert.Equal(report.Encoded, encoder.Files.Count);
        Assert.Equal((Photos, 0), await new AdapterVectors(archive.Catalogue).CountAsync(ByteAdapter.Identity, Ct));
        var vectors = await PendingAsync(archive);
        Assert.Equal(
            Enumerable.Range(0, Photos).Select(i => ByteAdapter.VectorOf($"photo {i}")[0]).Order(), vectors.Select(v => v.Embedding[0]).Order());
    }
}

public sealed class AdapterPhotosTestsOnPostgreSql() : AdapterPhotosTests(PostgreSqlServer.NewArchiveAsync);
