using IdClip.Archive.Ingest;
using IdClip.Archive.PostgreSql;
using IdClip.Archive.Storage;
using IdClip.Archive.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Tests.PostgreSql;

public sealed class SharedIngestTests
{
    private const int Files = 400, Contents = 300;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processes_share_the_work_and_nothing_is_encoded_twice()
    {
        var connection = PostgreSqlServer.Running.NewConnection();
        await using var archive = await GivenAsync(connection);
        await using var second = await PostgreSqlCatalogue.OpenAsync(connection, archive.Folder + "2", Ct);
        await using var third = await PostgreSqlCatalogue.OpenAsync(connection, archive.Folder + "3", Ct);

        // Nobody finishes a file before each has one.
        using var all = new Barrier(3);
        var encoders = Enumerable.Range(0, 3).Select(_ => EncoderThatWaitsFor(all)).ToList();
        var reports = await Task.WhenAll(new[] { archive.Catalogue, second, third }.Zip(encoders,
            (catalogue, encoder) => new PhotoIngest(catalogue, encoder, new() { ChunkSize = 4, Workers = 1 }).RunAsync([archive.Photos], null, Ct)));

        Assert.All(encoders, encoder => Assert.NotEmpty(encoder.Files));
        Assert.Equal(Contents, encoders.Sum(e => e.Files.Count));
        Assert.Equal(Contents, reports.Sum(r => r.Encoded));
        Assert.Equal(Files - Contents, reports.Sum(r => r.Duplicates));
        Assert.All(reports, r => Assert.Equal(r.Found, r.Unchanged + r.Encoded + r.Duplicates + r.DoneByOthers + r.FailedCount));
        await AssertCompleteAsync(archive);
    }

    [Fact]
    public async Task What_a_killed_process_had_claimed_is_done_by_the_other()
    {
        var connection = PostgreSqlServer.Running.NewConnection();
        await using var archive = await GivenAsync(connection);
        var acknowledged = Path.Combine(archive.Folder, "..", "acknowledged");
        File.WriteAllText(acknowledged, "");
        // It claims a chunk and is in the middle of it for a minute.
        using var child = IngestChild.Start(archive.Folder + "2", archive.Photos, acknowledged, millisecondsPerFile: 4000, connection);
        try
        {
            while (!child.HasExited && !await HasClaimsAsync(archive))
                await Task.Delay(20, Ct);
            var encoder = new ByteEncoder();
            var run = archive.IngestAsync(encoder);
            // All but what the child has.
            while (!run.IsCompleted && encoder.Files.Count < Contents - 2 * 16 * Environment.ProcessorCount)
                await Task.Delay(20, Ct);
            Assert.False(run.IsCompleted);
            child.Kill();
            await child.WaitForExitAsync(Ct);
            var report = await run;
            Assert.Empty(report.Failed);
            Assert.Equal(encoder.Files.Count, encoder.Files.Distinct().Count());
        }
        finally
        {
            if (!child.HasExited)
                child.Kill();
        }
        await AssertCompleteAsync(archive);
    }

    [Fact]
    public async Task A_restart_of_the_server_interrupts_nobody()
    {
        using var server = PostgreSqlServer.StartNew();
        await using var archive = await GivenAsync(server.NewConnection());
        var encoder = new ByteEncoder { Before = _ => Thread.Sleep(4) };
        var run = new PhotoIngest(archive.Catalogue, encoder, new() { ChunkSize = 4, Workers = 2 }).RunAsync([archive.Photos], null, Ct);
        while (!run.IsCompleted && encoder.Files.Count < 50)
            await Task.Delay(5, Ct);
        server.Crash();
        var report = await run;
        Assert.Equal((Files, 0), (report.Found, report.FailedCount));
        await AssertCompleteAsync(archive);
    }

    [Fact]
    public async Task Who_needs_the_archive_alone_is_told_who_is_at_work_and_keeps_others_out()
    {
        var connection = PostgreSqlServer.Running.NewConnection();
        await using var archive = await GivenAsync(connection);
        await using var second = await PostgreSqlCatalogue.OpenAsync(connection, archive.Folder + "2", Ct);
        using (await archive.Catalogue.Database.JoinIngestAsync(Ct))
        {
            var refused = await Assert.ThrowsAsync<ArchiveBusyException>(() => second.Database.LockAsync(ArchiveLock.OfArchive, Ct));
            Assert.Contains($"process {Environment.ProcessId} on", refused.Message, StringComparison.Ordinal);
            // A run of its own is no harm to the first.
            using var also = await second.Database.JoinIngestAsync(Ct);
        }
        using (await archive.Catalogue.Database.LockAsync(ArchiveLock.OfArchive, Ct))
            await Assert.ThrowsAsync<ArchiveBusyException>(() => second.Database.JoinIngestAsync(Ct));
        using var free = await second.Database.LockAsync(ArchiveLock.OfArchive, Ct);
    }

    private static ByteEncoder EncoderThatWaitsFor(Barrier all)
    {
        var isFirst = true;
        return new()
        {
            Before = _ =>
            {
                if (isFirst)
                    Assert.True(all.SignalAndWait(TimeSpan.FromMinutes(1)), "not every process was given a file");
                isFirst = false;
            },
        };
    }

    private static async Task<TemporaryArchive> GivenAsync(string connection)
    {
        await PostgreSqlCatalogue.MigrateAsync(connection, Ct);
        var archive = await TemporaryArchive.CreateAsync(folder => PostgreSqlCatalogue.OpenAsync(connection, folder));
        for (var i = 0; i < Files; i++)
            archive.Write($"{i % 7}/{i}.jpg", $"content {i % Contents}");
        return archive;
    }

    private static async Task<bool> HasClaimsAsync(TemporaryArchive archive)
    {
        await using var context = archive.Catalogue.Database.Read();
        return await context.Set<ContentClaim>().AnyAsync(Ct);
    }

    private static async Task AssertCompleteAsync(TemporaryArchive archive)
    {
        var photos = await archive.AllPhotosAsync();
        var expected = Enumerable.Range(0, Contents).Select(i => Text(ByteEncoder.UnitVector(System.Text.Encoding.UTF8.GetBytes($"content {i}"), 32)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), photos.Select(p => Text(p.Embedding)).Order(StringComparer.Ordinal));
        Assert.All(photos, p => Assert.Single(p.Faces));
        await using var context = archive.Catalogue.Database.Read();
        Assert.Equal(Files, await context.Files.CountAsync(f => f.ContentId != null, Ct));
        Assert.False(await context.Set<ContentClaim>().AnyAsync(Ct));
    }

    private static string Text(float[] vector) => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(vector));
}
