using System.Text.RegularExpressions;
using Npgsql;

namespace IdClip.Archive.PostgreSql;

/// <summary>Writes the tables with people and faces anew without their deleted rows.</summary>
internal static partial class TableRewrite
{
    private const int Tries = 20;

    private static readonly string[] Tables = ["People", "Enrolments", "Faces", "MarkedFaces", "FaceLabels", "JudgedQueries", "RightAnswers", "Albums", "AlbumFaces"];

    /// <exception cref="ArchiveException">Another session kept reading.</exception>
    public static async Task RunAsync(ArchiveConnection archive, CancellationToken ct)
    {
        // The detail of a notice has the number of rows that were kept; Npgsql leaves details out unless asked.
        await using var connection = archive.OwnConnection(withDetails: true);
        await connection.OpenAsync(ct);
        var notices = new List<PostgresNotice>();
        connection.Notice += (_, e) => notices.Add(e.Notice);
        foreach (var table in Tables)
            for (var tries = 1; !await RewriteAsync(connection, table, notices, ct); tries++)
                if (tries == Tries)
                    throw new ArchiveException(
                        "The person is deleted, but a table of the catalogue could not be rewritten because another session has been reading it since before. " +
                        "End that session and open the archive again, which rewrites it.");
                else
                    await Task.Delay(250, ct);
    }

    /// <summary>False where rows were kept for a session that may still look at them.</summary>
    private static async Task<bool> RewriteAsync(NpgsqlConnection connection, string table, List<PostgresNotice> notices, CancellationToken ct)
    {
        notices.Clear();
        await using var command = new NpgsqlCommand("SET lock_timeout = '1s'", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
        command.CommandText = $"VACUUM (FULL, VERBOSE) \"{table}\"";
        try
        {
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
        // "N dead row versions cannot be removed yet": the first number of the detail, in every language of the server.
        return notices.Select(n => FirstNumber().Match(n.Detail ?? "")).FirstOrDefault(m => m.Success) is { Value: "0" };
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex FirstNumber();
}
