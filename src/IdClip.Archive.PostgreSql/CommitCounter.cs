using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.PostgreSql;

/// <summary>A row that every writing transaction counts up first: whose lock on it makes one writer at a time, and its value the catalogue's data version.</summary>
internal static class CommitCounter
{
    public const string Key = "commits";

    public static Task CountAsync(PostgreSqlContext context, CancellationToken ct) => context.Database.ExecuteSqlAsync(
        $"""UPDATE "Settings" SET "Value" = ("Value"::bigint + 1)::text WHERE "Key" = {Key}""", ct);

    public static long Read(PostgreSqlContext context) =>
        context.Database.SqlQuery<long>($"""SELECT "Value"::bigint AS "Value" FROM "Settings" WHERE "Key" = {Key}""").Single();
}
