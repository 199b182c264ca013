using System.Data;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest.Run;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Storage;

/// <summary>The SQLite file of one archive.</summary>
internal sealed class SqliteDatabase : ArchiveDatabase
{
    /// <summary>The number of migrations, noted in the file: asking EF for pending ones takes a good part of a second at every start.</summary>
    public const int SchemaVersion = 8;

    private const int SqliteBusy = 5;

    private readonly DbContextOptions<ArchiveContext> options;
    private readonly SemaphoreSlim writing = new(1, 1);

    // Kept open: SQLite tells each connection of the commits of all others.
    private readonly SqliteConnection watching;
    private readonly SqliteCommand readDataVersion;

    private readonly string folder;

    private SqliteDatabase(string folder)
    {
        this.folder = folder;
        var file = Path.Combine(folder, "catalogue.db");
        options = Options(file);
        watching = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        readDataVersion = watching.CreateCommand();
        readDataVersion.CommandText = "PRAGMA data_version";
    }

    public static DbContextOptions<ArchiveContext> Options(string file) =>
        new DbContextOptionsBuilder<ArchiveContext>()
            .UseSqlite(
                new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 60 }.ToString(),
                // Lists of ids as one JSON parameter: one statement for every length, made once.
                sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(new DurableConnection())
            .Options;

    public static async Task<SqliteDatabase> OpenAsync(string folder, CancellationToken ct)
    {
        var database = new SqliteDatabase(folder);
        await using var context = database.Read();
        if (await VersionAsync(context, ct) < SchemaVersion)
        {
            using var held = await WaitForLock(folder, ct);
            if (await VersionAsync(context, ct) < SchemaVersion)
                await MigrateAsync(context, ct);
        }
        if (await VersionAsync(context, ct) is > SchemaVersion and var newer)
            throw new ArchiveException($"The archive {folder} was made by a newer IdClip (catalogue {newer}, this one reads {SchemaVersion}). Use that one.");
        await database.FinishErasureAsync(ct);
        return database;
    }

    public override ArchiveContext Read() => new(options);

    public override long DataVersion()
    {
        lock (watching)
        {
            if (watching.State != ConnectionState.Open)
                watching.Open();
            return (long)readDataVersion.ExecuteScalar()!;
        }
    }

    public override async Task<T> WriteAsync<T>(Func<ArchiveContext, Task<T>> work, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            await using var context = new ArchiveContext(options);
            // BEGIN IMMEDIATE: a transaction that starts by reading could not wait for another process' writer any more.
            await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
            var result = await work(context);
            await context.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return result;
        }
        finally
        {
            writing.Release();
        }
    }

    public override Task<IDisposable> LockAsync(string name, CancellationToken ct) => Task.FromResult<IDisposable>(ArchiveLock.Take(folder, name));

    // One file, one machine: a second run would only fight for the same cores.
    public override Task<IngestClaims> JoinIngestAsync(CancellationToken ct) => Task.FromResult(new IngestClaims(ArchiveLock.Take(folder)));

    /// <summary>Rewrites the file without its free pages, empties the write-ahead log and the thumbnails, if a deletion of a person is waiting for that.</summary>
    public override async Task FinishErasureAsync(CancellationToken ct)
    {
        await using var context = Read();
        if (await context.Settings.FindAsync([ArchiveSetting.ErasurePending], ct) is null)
            return;
        await writing.WaitAsync(ct);
        try
        {
            // A cut-out of the person's photo is theirs as well; thumbnails of photos that stay are made anew.
            ThumbnailFiles.Clear(folder);
            await context.Database.ExecuteSqlRawAsync("VACUUM", ct);
            await EmptyLogAsync(context, ct);
            await context.Settings.Where(s => s.Key == ArchiveSetting.ErasurePending).ExecuteDeleteAsync(ct);
        }
        catch (SqliteException e) when (!FullDisk.IsCauseOf(e))
        {
            throw new ArchiveException(
                "The person is deleted, but the catalogue's file could not be rewritten because another process is reading it. " +
                "Stop the other process and open the archive again, which rewrites it.", e);
        }
        finally
        {
            writing.Release();
        }
    }

    private static async Task EmptyLogAsync(ArchiveContext context, CancellationToken ct)
    {
        await context.Database.OpenConnectionAsync(ct);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (await reader.ReadAsync(ct) && reader.GetInt64(0) != 0)
            throw new SqliteException("The log could not be emptied.", SqliteBusy);
    }

    public override void Dispose()
    {
        readDataVersion.Dispose();
        watching.Dispose();
        using (var context = Read())
            SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        writing.Dispose();
    }

    private static async Task MigrateAsync(ArchiveContext context, CancellationToken ct)
    {
        // A process killed while migrating leaves its row in EF's lock table, and every later one would wait for it for ever.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", ct);
        await context.Database.MigrateAsync(ct);
        await context.Database.ExecuteSqlRawAsync($"PRAGMA user_version = {SchemaVersion}", ct);
    }

    private static async Task<int> VersionAsync(ArchiveContext context, CancellationToken ct)
    {
        await context.Database.OpenConnectionAsync(ct);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<ArchiveLock> WaitForLock(string folder, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return ArchiveLock.Take(folder);
            }
            catch (ArchiveException) when (tries < 100)
            {
                await Task.Delay(100, ct);
            }
        }
    }
}
