using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace IdClip.Archive.PostgreSql;

/// <summary>Archives whose catalogue is a schema of a PostgreSQL database, for several processes and machines at once.</summary>
public static class PostgreSqlCatalogue
{
    private const string HowToMigrate = "Run: idclip catalogue migrate";

    /// <summary>Opens an archive whose tables have been made by <see cref="MigrateAsync"/>.</summary>
    /// <param name="connection">Connection string; its Search Path is the archive's schema, <c>idclip</c> where it names none.</param>
    /// <param name="folder">This process's own folder for indexes, thumbnails and settings; made if missing.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">The server can't be reached, or the tables are missing or of another version than this program's.</exception>
    public static async Task<Catalogue.Catalogue> OpenAsync(string connection, string folder, CancellationToken ct = default)
    {
        var archive = ArchiveConnection.Parse(connection);
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var database = new PostgreSqlDatabase(archive, folder);
        try
        {
            PrivateFolder.Create(folder);
            await using (var context = database.Read())
                await CheckVersionAsync(context, archive, ct);
            await database.FinishErasureAsync(ct);
            return new(folder, database);
        }
        catch (Exception e) when (CanTell(e))
        {
            throw new ArchiveException($"The archive {archive.Place} cannot be opened: {Innermost(e).Message}", e);
        }
    }

    /// <summary>Makes the schema and its tables, or brings them to this program's version. Several may do so at once.</summary>
    /// <param name="connection">As for <see cref="OpenAsync"/>; its user must own the schema or be allowed to make it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The migrations that were run; none where all was up to date.</returns>
    /// <exception cref="ArchiveException">The server can't be reached, does not allow it, or the tables are of a newer version.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connection, CancellationToken ct = default)
    {
        var archive = ArchiveConnection.Parse(connection);
        try
        {
            await using var context = new PostgreSqlContext(PostgreSqlDatabase.Options(archive));
            await CreateDatabaseAsync(context, ct);
            // EF locks its own table, which is not there before the first migration.
            await using var alone = archive.OwnConnection();
            await alone.OpenAsync(ct);
            await using var command = new NpgsqlCommand(
                $"SELECT pg_advisory_lock({archive.LockSpace}, 3); CREATE SCHEMA IF NOT EXISTS \"{archive.Schema}\"", alone)
            { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
            var (missing, unknown) = await CompareAsync(context, ct);
            ThrowIfNewer(archive, unknown);
            if (missing.Count > 0)
                await context.Database.MigrateAsync(ct);
            return missing;
        }
        catch (Exception e) when (CanTell(e))
        {
            throw new ArchiveException($"The archive {archive.Place} cannot be migrated: {Innermost(e).Message}", e);
        }
    }

    private static async Task CreateDatabaseAsync(PostgreSqlContext context, CancellationToken ct)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!await creator.ExistsAsync(ct))
                await creator.CreateAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else was faster.
        }
    }

    private static async Task CheckVersionAsync(PostgreSqlContext context, ArchiveConnection archive, CancellationToken ct)
    {
        var (missing, unknown) = await CompareAsync(context, ct);
        ThrowIfNewer(archive, unknown);
        if (missing.Count > 0)
            throw new ArchiveException($"The archive {archive.Place} lacks {missing.Count} migrations, the last of which is {missing[^1]}. {HowToMigrate}");
    }

    private static void ThrowIfNewer(ArchiveConnection archive, IReadOnlyList<string> unknown)
    {
        if (unknown.Count > 0)
            throw new ArchiveException($"The archive {archive.Place} was made by a newer IdClip (it has the migration {unknown[^1]}). Use that one.");
    }

    private static async Task<(IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)> CompareAsync(PostgreSqlContext context, CancellationToken ct)
    {
        var applied = (await context.Database.GetAppliedMigrationsAsync(ct)).ToList();
        var known = context.Database.GetMigrations().ToList();
        return ([.. known.Except(applied)], [.. applied.Except(known)]);
    }

    private static bool CanTell(Exception e) => e is NpgsqlException or RetryLimitExceededException or IOException or UnauthorizedAccessException
        || (e is InvalidOperationException && Innermost(e) is NpgsqlException);

    private static Exception Innermost(Exception e) => e.InnerException is null or System.Net.Sockets.SocketException ? e : Innermost(e.InnerException);
}
