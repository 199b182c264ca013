using IdClip.Archive.PostgreSql;
using IdClip.Archive.Storage;
using IdClip.Archive.Tests.Given;
using IdClip.Tests;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Tests.PostgreSql;

public sealed class PostgreSqlCatalogueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var archive = await PostgreSqlServer.NewArchiveAsync();
        await using var context = archive.Catalogue.Database.Read();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Ct));
    }

    [Fact]
    public async Task An_archive_without_tables_is_refused_until_it_is_migrated_and_may_be_migrated_by_many_at_once()
    {
        var connection = PostgreSqlServer.Running.NewConnection();
        var folder = TestFolders.NewTemporary();
        try
        {
            var refused = await Assert.ThrowsAsync<ArchiveException>(() => PostgreSqlCatalogue.OpenAsync(connection, folder, Ct));
            Assert.Contains("idclip catalogue migrate", refused.Message, StringComparison.Ordinal);
            var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => PostgreSqlCatalogue.MigrateAsync(connection, Ct))));
            Assert.Single(runs, migrations => migrations.Count > 0);
            await using var catalogue = await PostgreSqlCatalogue.OpenAsync(connection, folder, Ct);
            Assert.Equal(0, (await catalogue.SummariseAsync(Ct)).Photos);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_archive_of_a_newer_version_is_refused_by_opening_and_migrating()
    {
        var connection = PostgreSqlServer.Running.NewConnection();
        await PostgreSqlCatalogue.MigrateAsync(connection, Ct);
        await using var archive = await TemporaryArchive.CreateAsync(folder => PostgreSqlCatalogue.OpenAsync(connection, folder));
        await using (var context = archive.Catalogue.Database.Read())
            await context.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Future', '99')""", Ct);
        foreach (var open in new Func<Task>[]
        {
            () => PostgreSqlCatalogue.OpenAsync(connection, archive.Folder, Ct), () => PostgreSqlCatalogue.MigrateAsync(connection, Ct),
        })
            Assert.Contains("newer IdClip (it has the migration 20990101000000_Future", (await Assert.ThrowsAsync<ArchiveException>(open)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archives_of_one_database_do_not_see_each_other()
    {
        await using var one = await PostgreSqlServer.NewArchiveAsync();
        await using var other = await PostgreSqlServer.NewArchiveAsync();
        one.Write("a.jpg", "a");
        other.Write("a.jpg", "a");
        await one.IngestAsync(new ByteEncoder());
        Assert.Empty(await other.AllPhotosAsync());
        var encoder = new ByteEncoder();
        // Nor do their locks meet.
        using var held = await one.Catalogue.Database.LockAsync(ArchiveLock.OfArchive, Ct);
        await other.IngestAsync(encoder);
        Assert.Single(encoder.Files);
    }

    [Fact]
    public async Task The_data_version_changes_with_every_commit_of_any_process_and_only_then()
    {
        await using var archive = await PostgreSqlServer.NewArchiveAsync();
        var database = archive.Catalogue.Database;
        var before = database.DataVersion();
        Assert.Equal(before, database.DataVersion());
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(_ => throw new InvalidOperationException(), Ct));
        Assert.Equal(before, database.DataVersion());
        await archive.Catalogue.ResetIndexAsync(Ct);
        Assert.NotEqual(before, database.DataVersion());
    }

    [Fact]
    public async Task Writers_come_one_after_the_other()
    {
        await using var archive = await PostgreSqlServer.NewArchiveAsync();
        var database = archive.Catalogue.Database;
        await database.WriteAsync(async context => { context.Settings.Add(new() { Key = "sum", Value = "0" }); await Task.CompletedTask; }, Ct);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => database.WriteAsync(async context =>
        {
            var sum = (await context.Settings.FindAsync(["sum"], Ct))!;
            sum.Value = $"{int.Parse(sum.Value, null) + 1}";
        }, Ct)));
        await using var reading = database.Read();
        Assert.Equal("50", (await reading.Settings.SingleAsync(s => s.Key == "sum", Ct)).Value);
    }

    [Theory]
    [InlineData("nonsense", "connection string")]
    [InlineData("Database=x", "names no server")]
    [InlineData("Host=127.0.0.1;Search Path=one,two", "one schema")]
    [InlineData("Host=127.0.0.1;Search Path=\"x;y\"", "one schema")]
    [InlineData("Host=127.0.0.1;Port=1;Username=u;Password=secret-word;Timeout=2", "cannot be opened")]
    public async Task What_is_wrong_with_a_connection_is_said_without_its_password(string connection, string expected)
    {
        var refused = await Assert.ThrowsAsync<ArchiveException>(() => PostgreSqlCatalogue.OpenAsync(connection, "/tmp/never-made", Ct));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refused.ToString(), StringComparison.Ordinal);
    }
}
