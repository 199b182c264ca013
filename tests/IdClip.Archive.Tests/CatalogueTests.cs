using IdClip.Archive.Tests.Given;
using IdClip.Tests;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Tests;

public class CatalogueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await using var context = archive.Catalogue.Database.Read();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Ct));
        Assert.True(context.Database.GetMigrations().Count() == Storage.SqliteDatabase.SchemaVersion, "SqliteDatabase.SchemaVersion counts the migrations");
    }

    [Fact]
    public async Task An_archive_of_a_newer_version_is_refused()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        await using (var context = archive.Catalogue.Database.Read())
            await context.Database.ExecuteSqlRawAsync("PRAGMA user_version = 99", Ct);
        var refused = await Assert.ThrowsAsync<ArchiveException>(() => Catalogue.Catalogue.OpenAsync(archive.Folder, Ct));
        Assert.Contains("newer IdClip (catalogue 99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_lock_the_archive_for_ever()
    {
        var folder = TestFolders.NewTemporary();
        try
        {
            await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder}/catalogue.db;Pooling=False"))
            {
                await connection.OpenAsync(Ct);
                await using var command = connection.CreateCommand();
                command.CommandText = """
                    CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                    INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                    """;
                await command.ExecuteNonQueryAsync(Ct);
            }
            await using var catalogue = await Catalogue.Catalogue.OpenAsync(folder, Ct);
            Assert.Equal(0, (await catalogue.SummariseAsync(Ct)).Photos);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("secure_delete", "1")]
    [InlineData("foreign_keys", "1")]
    public async Task Every_connection_is_durable_and_erases(string pragma, string expected)
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        for (var i = 0; i < 2; i++)
        {
            await using var context = archive.Catalogue.Database.Read();
            await context.Database.OpenConnectionAsync(Ct);
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            Assert.Equal(expected, Convert.ToString(await command.ExecuteScalarAsync(Ct), null));
        }
    }

    [Fact]
    public async Task Two_may_open_a_new_archive_at_once()
    {
        var folder = TestFolders.NewTemporary();
        try
        {
            var catalogues = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Catalogue.Catalogue.OpenAsync(folder, Ct))));
            foreach (var catalogue in catalogues)
                await catalogue.DisposeAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_catalogue_is_named()
    {
        var folder = TestFolders.NewTemporary();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "catalogue.db"), new string('x', 5000), Ct);
            Assert.Contains(folder, (await Assert.ThrowsAsync<ArchiveException>(() => Catalogue.Catalogue.OpenAsync(folder, Ct))).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Photos_are_pending_until_they_are_marked_and_again_after_a_reset()
    {
        await using var archive = await TemporaryArchive.CreateAsync();
        for (var i = 0; i < 1234; i++)
            archive.Write($"{i}.jpg", $"{i}");
        await archive.IngestAsync(new ByteEncoder());

        var ids = (await PendingAsync(archive)).ToList();
        Assert.Equal((1234, 1234), (ids.Count, ids.Distinct().Count()));
        Assert.Equal(ids.Order(), ids);
        await archive.Catalogue.MarkIndexedAsync(ids[..1000], Ct);
        Assert.Equal(ids[1000..], await PendingAsync(archive));
        var summary = await archive.Catalogue.SummariseAsync(Ct);
        Assert.Equal((234, 1000, 1234), (summary.Encoded, summary.Indexed, summary.Photos));
        await archive.Catalogue.ResetIndexAsync(Ct);
        Assert.Equal(ids, await PendingAsync(archive));

        Assert.Equal(ids.AsEnumerable().Reverse(), (await archive.Catalogue.DescribeAsync([.. ids.AsEnumerable().Reverse()], Ct)).Select(d => d.Id));
    }

    private static async Task<IReadOnlyList<long>> PendingAsync(TemporaryArchive archive)
    {
        var ids = new List<long>();
        await foreach (var batch in archive.Catalogue.ReadEncodedAsync(onlyPending: true, 100, Ct))
            ids.AddRange(batch.Select(p => p.Id));
        return ids;
    }
}
