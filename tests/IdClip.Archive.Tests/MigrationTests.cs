using IdClip.Archive.Adapters;
using IdClip.Archive.Storage;
using IdClip.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IdClip.Archive.Tests;

public sealed class MigrationTests
{
    [Fact]
    public async Task A_catalogue_of_the_first_version_is_migrated_with_its_rows()
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = TestFolders.NewTemporary();
        try
        {
            await using (var context = new ArchiveContext(SqliteDatabase.Options(Path.Combine(folder, "catalogue.db"))))
            {
                await context.GetService<IMigrator>().MigrateAsync("Initial", ct);
                await context.Database.ExecuteSqlRawAsync(
                    """
                    INSERT INTO Contents (Id, Sha256, IsStale) VALUES (1, x'01', 0);
                    INSERT INTO Photos (Id, ContentId, Width, Height, State, Embedding) VALUES (7, 1, 4, 3, 1, x'0000803F');
                    PRAGMA user_version = 1;
                    """, ct);
            }

            await using var catalogue = await Catalogue.Catalogue.OpenAsync(folder, ct);

            Assert.Equal((0, 1), await new AdapterVectors(catalogue).CountAsync("aaaaaaaa01", ct));
            await using var reading = catalogue.Database.Read();
            Assert.Equal(7, (await reading.Photos.SingleAsync(ct)).Id);
            Assert.Equal(SqliteDatabase.SchemaVersion, reading.Database.GetMigrations().Count());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
