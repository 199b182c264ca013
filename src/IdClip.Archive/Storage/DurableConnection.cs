using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IdClip.Archive.Storage;

/// <summary>Makes every connection durable and its deletions final.</summary>
internal sealed class DurableConnection : DbConnectionInterceptor
{
    // FULL: in WAL mode NORMAL may lose the last commits at a power cut, and an acknowledged photo must stay.
    // secure_delete: deleted rows are overwritten with zeros, which forgetting a person relies on.
    private const string Pragmas =
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
