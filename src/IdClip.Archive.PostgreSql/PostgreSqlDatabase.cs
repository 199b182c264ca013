using System.Data;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest.Run;
using IdClip.Archive.People;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IdClip.Archive.PostgreSql;

/// <summary>The schema of one archive, shared by processes and machines.</summary>
/// <param name="connection">Where it is.</param>
/// <param name="folder">This process's own folder of the archive.</param>
internal sealed class PostgreSqlDatabase(ArchiveConnection connection, string folder) : ArchiveDatabase
{
    private readonly DbContextOptions<PostgreSqlContext> options = Options(connection);

    public override string BeyondScan =>
        "Read were the rows that PostgreSQL has and the files of this process's folder. PostgreSQL's write-ahead log, freed disk blocks, " +
        "replicas and backups, and the folders of other processes, may hold older bytes until they are overwritten; see docs/archive.md.";

    public static DbContextOptions<PostgreSqlContext> Options(ArchiveConnection connection) =>
        new DbContextOptionsBuilder<PostgreSqlContext>()
            .UseNpgsql(connection.Text, npgsql => npgsql
                .MigrationsHistoryTable("__EFMigrationsHistory", connection.Schema)
                .ExecutionStrategy(dependencies => new RestartStrategy(dependencies)))
            .Options;

    public override PostgreSqlContext Read() => new(options);

    public override long DataVersion()
    {
        using var context = Read();
        return CommitCounter.Read(context);
    }

    public override async Task<T> WriteAsync<T>(Func<ArchiveContext, Task<T>> work, CancellationToken ct)
    {
        await using var outer = Read();
        return await outer.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var context = Read();
            await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
            // Whoever wrote before has committed when this returns, and all that is read from here on sees it.
            await CommitCounter.CountAsync(context, ct);
            var result = await work(context);
            await context.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return result;
        });
    }

    public override async Task<IDisposable> LockAsync(string name, CancellationToken ct) =>
        await ArchiveSession.OpenAsync(connection, folder, name, isShared: false, ct);

    public override async Task<IngestClaims> JoinIngestAsync(CancellationToken ct) =>
        new PostgreSqlClaims(await ArchiveSession.OpenAsync(connection, folder, ArchiveLock.OfArchive, isShared: true, ct), Read);

    public override async Task FinishErasureAsync(CancellationToken ct)
    {
        await using var context = Read();
        if (await context.Settings.FindAsync([ArchiveSetting.ErasurePending], ct) is null)
            return;
        // A cut-out of the person's photo is theirs as well; thumbnails of photos that stay are made anew.
        ThumbnailFiles.Clear(folder);
        await TableRewrite.RunAsync(connection, ct);
        await context.Settings.Where(s => s.Key == ArchiveSetting.ErasurePending).ExecuteDeleteAsync(ct);
    }

    public override IEnumerable<ScanSource> ScanSources()
    {
        using var context = Read();
        return [.. context.Model.GetEntityTypes().Select(type => type.GetTableName()!).Order(StringComparer.Ordinal)
            .Select(table => new ScanSource($"table {table}", () => new TableDump(connection, table)))];
    }

    public override void Dispose() => NpgsqlConnection.ClearPool(new(connection.Text));
}
