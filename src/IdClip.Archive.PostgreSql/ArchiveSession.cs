using System.Data;
using IdClip.Archive.Storage;
using Npgsql;

namespace IdClip.Archive.PostgreSql;

/// <summary>A connection that holds an archive's lock and the number of one run; the server frees both when this process dies, however it dies.</summary>
internal sealed class ArchiveSession : IDisposable
{
    /// <summary>Below are the numbers of the locks.</summary>
    private const int FirstWorker = 1000;

    private readonly ArchiveConnection archive;
    private readonly string folder, name;
    private readonly bool isShared;
    private readonly ArchiveLock local;
    private readonly Lock gate = new();
    private NpgsqlConnection connection;

    private ArchiveSession(ArchiveConnection archive, string folder, string name, bool isShared, ArchiveLock local)
    {
        (this.archive, this.folder, this.name, this.isShared, this.local) = (archive, folder, name, isShared, local);
        connection = archive.OwnConnection();
    }

    /// <summary>The run's number among those at work on the archive.</summary>
    public int Worker { get; } = Random.Shared.Next(FirstWorker, int.MaxValue);

    public int LockSpace => archive.LockSpace;

    /// <exception cref="ArchiveBusyException">Somebody holds the lock in a way that excludes this one, or another run uses this folder.</exception>
    public static async Task<ArchiveSession> OpenAsync(ArchiveConnection archive, string folder, string name, bool isShared, CancellationToken ct)
    {
        var session = new ArchiveSession(archive, folder, name, isShared, ArchiveLock.Take(folder, name));
        try
        {
            await Task.Run(session.Take, ct);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that the server still counts this run among the living; after a restart of the server it does not.</summary>
    public void Hold()
    {
        lock (gate)
        {
            if (IsAlive())
                return;
            connection.Dispose();
            connection = archive.OwnConnection();
            Take();
        }
    }

    public void Dispose()
    {
        connection.Dispose();
        local.Dispose();
    }

    private void Take()
    {
        connection.Open();
        if (!Ask($"SELECT pg_try_advisory_lock{(isShared ? "_shared" : "")}({LockSpace}, {NumberOf(name)})"))
            throw new ArchiveBusyException($"The archive {archive.Place} is being changed by {Holder()}. Wait until it has finished, or stop it, and try again.");
        if (!Ask($"SELECT pg_try_advisory_lock({LockSpace}, {Worker})"))
            throw new ArchiveBusyException($"Another run has this run's number in the archive {folder}. Try again.");
    }

    private static int NumberOf(string name) => name switch
    {
        ArchiveLock.OfArchive => 1,
        ArchiveLock.OfAdapters => 2,
        ArchiveLock.OfOutbox => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a lock"),
    };

    private bool IsAlive()
    {
        try
        {
            return connection.State == ConnectionState.Open && Ask("SELECT true");
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private bool Ask(string question)
    {
        using var command = new NpgsqlCommand(question, connection);
        return (bool)command.ExecuteScalar()!;
    }

    private string Holder()
    {
        using var command = new NpgsqlCommand(
            $"""
            SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {LockSpace} AND l.objid = {NumberOf(name)} AND l.objsubid = 2
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            LIMIT 1
            """, connection);
        return command.ExecuteScalar() is string { Length: > 0 } holder ? holder : "another process";
    }
}
