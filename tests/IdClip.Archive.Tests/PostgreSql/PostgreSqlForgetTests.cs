using IdClip.Archive.Judgements;
using IdClip.Archive.People;
using IdClip.Archive.PostgreSql;
using IdClip.Archive.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Tests.PostgreSql;

public sealed class PostgreSqlForgetTests
{
    private const string Name = "Mira Okafor";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_row_and_no_byte_of_the_tables_files_holds_name_or_vectors()
    {
        using var server = PostgreSqlServer.StartNew();
        await using var archive = await GivenAsync(server.NewConnection());
        var database = archive.Catalogue.Database;
        await using var context = database.Read();
        var vectors = (await new Gallery(archive.Catalogue).PeopleAsync(Ct)).Single().Embeddings.Select(e => Storage.Vectors.ToBlob(e)).ToList();
        await context.Database.ExecuteSqlRawAsync("ANALYZE; CHECKPOINT", Ct);
        var before = ErasureScan.Run(archive.Folder, database.ScanSources(), Name, vectors);
        Assert.Equal(["table Enrolments", "table Faces", "table JudgedQueries", "table People"], before.Remnants);
        Assert.NotEmpty(ErasureScan.Run(server.TableFiles, [], Name, vectors).Remnants);

        var report = await new Gallery(archive.Catalogue).ForgetAsync(Name, ct: Ct);

        Assert.Equal((2, 2), (report.EnrolmentPhotos, report.Faces));
        Assert.True(report.IsProven, string.Join(", ", report.Remnants));
        Assert.Contains("write-ahead log", report.BeyondScan, StringComparison.Ordinal);
        await context.Database.ExecuteSqlRawAsync("CHECKPOINT", Ct);
        Assert.Empty(ErasureScan.Run(server.TableFiles, [], Name, vectors).Remnants);
    }

    [Fact]
    public async Task A_session_that_may_still_see_the_person_is_an_error_and_the_next_opening_makes_up_for_it()
    {
        // On a server of its own, where no other test's session is in the way.
        using var server = PostgreSqlServer.StartNew();
        var connection = server.NewConnection();
        await using var archive = await GivenAsync(connection);
        await using (var old = new PostgreSqlContext(PostgreSqlDatabase.Options(ArchiveConnection.Parse(connection))))
            await old.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var reading = await old.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Ct);
                Assert.True(await old.Folders.AnyAsync(Ct));
                var refused = await Assert.ThrowsAsync<ArchiveException>(() => new Gallery(archive.Catalogue).ForgetAsync(Name, ct: Ct));
                Assert.Contains("another session", refused.Message, StringComparison.Ordinal);
            });

        await using var reopened = await PostgreSqlCatalogue.OpenAsync(connection, archive.Folder, Ct);
        await using var context = reopened.Database.Read();
        Assert.Null(await context.Settings.FindAsync([Storage.ArchiveSetting.ErasurePending], Ct));
        await context.Database.ExecuteSqlRawAsync("CHECKPOINT", Ct);
        Assert.Empty(ErasureScan.Run(server.TableFiles, [], Name, []).Remnants);
    }

    private static async Task<TemporaryArchive> GivenAsync(string connection)
    {
        await PostgreSqlCatalogue.MigrateAsync(connection, Ct);
        var archive = await TemporaryArchive.CreateAsync(folder => PostgreSqlCatalogue.OpenAsync(connection, folder));
        var photos = Enumerable.Range(0, 20).Select(i => archive.Write($"{i}.jpg", $"photo {i}")).ToList();
        await archive.IngestAsync(new ByteEncoder());
        // Unlike faces, but this is about bytes.
        await new Gallery(archive.Catalogue).EnrolAsync(Name, photos[..2], new ByteEncoder(), new() { Force = true }, Ct);
        var queries = new JudgedQueries(archive.Catalogue);
        await queries.JudgeAsync(await queries.AddAsync($"@{{{Name}}} on a stage", Ct), (await archive.Catalogue.FindByPathAsync(photos[0], Ct))!.Id, true, Ct);
        return archive;
    }
}
