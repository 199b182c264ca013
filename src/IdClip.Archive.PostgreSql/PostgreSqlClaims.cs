using IdClip.Archive.Ingest.Run;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.PostgreSql;

/// <summary>Claims among processes. A claim is a run's number at a file or a content; it counts as long as the run's session lives.</summary>
/// <param name="session">The run's session.</param>
/// <param name="read">Makes a context.</param>
internal sealed class PostgreSqlClaims(ArchiveSession session, Func<PostgreSqlContext> read) : IngestClaims(session)
{
    private const string Pending =
        """
        NOT EXISTS (SELECT 1 FROM "Contents" c WHERE c."Id" = f."ContentId" AND c."Failure" IS NULL AND NOT c."IsStale" AND f."Failure" IS NULL)
        """;

    // A run's lock is in pg_locks as long as its session lives.
    private const string Living =
        """
        (SELECT l.objid::bigint FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {0} AND l.objsubid = 2
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """;

    private const string TakeFree =
        $$"""
        UPDATE "Files" SET "Worker" = {1} WHERE "Id" IN (
            SELECT f."Id" FROM "Files" f
            WHERE f."Id" = ANY({2}) AND (f."Worker" IS NULL OR f."Worker" = {1} OR f."Worker" NOT IN {{Living}}) AND {{Pending}}
            ORDER BY f."Id" FOR UPDATE OF f SKIP LOCKED)
        RETURNING "Id" AS "Value"
        """;

    private const string StillPending = $$"""SELECT f."Id" AS "Value" FROM "Files" f WHERE f."Id" = ANY({0}) AND {{Pending}}""";

    private const string DropDead = $$"""DELETE FROM "ContentClaims" WHERE "Sha256" = ANY({1}) AND "Worker" NOT IN {{Living}}""";

    private const string ClaimContents =
        """INSERT INTO "ContentClaims" ("Sha256", "Worker") SELECT hash, {0} FROM unnest({1}) hash ORDER BY hash ON CONFLICT DO NOTHING""";

    private const string GiveBack =
        """
        UPDATE "Files" SET "Worker" = NULL WHERE "Id" = ANY({0}) AND "Worker" = {1} RETURNING "Id" AS "Value"
        """;

    public override IReadOnlyList<long> TakeFiles(IReadOnlyList<long> fileIds, ICollection<long> later)
    {
        var (mine, others) = Ask(context =>
        {
            var taken = context.Database.SqlQueryRaw<long>(TakeFree, session.LockSpace, session.Worker, fileIds.ToArray()).ToList();
            var rest = fileIds.Except(taken).ToArray();
            return (taken, rest.Length == 0 ? [] : context.Database.SqlQueryRaw<long>(StillPending, rest).ToList());
        });
        others.ForEach(later.Add);
        return mine;
    }

    public override IReadOnlyCollection<byte[]> TakeContents(IReadOnlyCollection<byte[]> hashes) => hashes.Count == 0 ? [] : Ask(context =>
    {
        var all = hashes.ToArray();
        context.Database.ExecuteSqlRaw(DropDead, session.LockSpace, all);
        context.Database.ExecuteSqlRaw(ClaimContents, session.Worker, all);
        return context.ContentClaims.Where(c => all.Contains(c.Sha256) && c.Worker == session.Worker).Select(c => c.Sha256).ToList();
    });

    public override async Task<IReadOnlyCollection<long>> SettleAsync(ArchiveContext context, IReadOnlyList<long> fileIds, IReadOnlyList<byte[]> hashes)
    {
        var (ids, contents) = (fileIds.ToArray(), hashes.ToArray());
        var mine = await context.Database.SqlQueryRaw<long>(GiveBack, ids, session.Worker).ToListAsync();
        await context.Set<ContentClaim>().Where(c => contents.Contains(c.Sha256) && c.Worker == session.Worker).ExecuteDeleteAsync();
        return mine;
    }

    private T Ask<T>(Func<PostgreSqlContext, T> question)
    {
        using var context = read();
        return context.Database.CreateExecutionStrategy().Execute(() =>
        {
            session.Hold();
            return question(context);
        });
    }
}
