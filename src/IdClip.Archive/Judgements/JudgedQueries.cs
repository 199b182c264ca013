using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Judgements;

/// <summary>Queries with the photos that a person called right, to measure searches by. Thread-safe.</summary>
/// <remarks>A right answer belongs to what a file holds: it stays when photos are indexed again, moved, or encoded with other models. Queries that name a person go when the person is forgotten.</remarks>
/// <param name="catalogue">The archive.</param>
public sealed class JudgedQueries(Catalogue.Catalogue catalogue)
{
    /// <summary>Queries of an archive.</summary>
    public const int MostQueries = 1_000;

    /// <summary>Right answers of a query.</summary>
    public const int MostAnswers = 1_000;

    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>All queries, in the order in which they were written down.</summary>
    public async Task<IReadOnlyList<QueryJudgement>> ListAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await ReadAsync(context.JudgedQueries, context, ct);
    }

    /// <summary>A query by its id, or null.</summary>
    public async Task<QueryJudgement?> FindAsync(long id, CancellationToken ct = default)
    {
        await using var context = database.Read();
        return (await ReadAsync(context.JudgedQueries.Where(q => q.Id == id), context, ct)).SingleOrDefault();
    }

    /// <summary>Writes a query down.</summary>
    /// <param name="text">In the query language, names as they are in the archive.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Its id; that of the one with the same text where there is one.</returns>
    /// <exception cref="ArchiveException">There are too many.</exception>
    public async Task<long> AddAsync(string text, CancellationToken ct = default)
    {
        var query = new JudgedQuery { Text = text, At = DateTime.UtcNow.Ticks };
        return await database.WriteAsync(async context =>
        {
            if (await context.JudgedQueries.FirstOrDefaultAsync(q => q.Text == text, ct) is { } same)
                return same.Id;
            if (await context.JudgedQueries.CountAsync(ct) >= MostQueries)
                throw new ArchiveException($"{MostQueries} queries are kept already. Remove one first.");
            context.JudgedQueries.Add(query);
            await context.SaveChangesAsync(ct);
            return query.Id;
        }, ct);
    }

    /// <summary>Says that a photo is right for a query, or takes that back.</summary>
    /// <exception cref="UnknownQueryException">The query is gone.</exception>
    /// <exception cref="ArchiveException">The photo is gone, or too many are right.</exception>
    public Task JudgeAsync(long query, long photo, bool isRight, CancellationToken ct = default) => JudgeAsync(query, isRight ? [photo] : [], isRight ? [] : [photo], ct);

    /// <summary>Says that photos are right for a query and takes that back of others: of all or, where that can't be, of none.</summary>
    /// <inheritdoc cref="JudgeAsync(long, long, bool, CancellationToken)" path="/exception"/>
    public Task JudgeAsync(long query, IReadOnlyCollection<long> right, IReadOnlyCollection<long> wrong, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (!await context.JudgedQueries.AnyAsync(q => q.Id == query, ct))
            throw new UnknownQueryException(query);
        var answers = await context.RightAnswers.Where(a => a.QueryId == query).ToListAsync(ct);
        foreach (var (photo, isRight) in right.Select(id => (id, true)).Concat(wrong.Select(id => (id, false))))
        {
            var found = await context.Photos.Where(p => p.Id == photo).Select(p => new { p.Content.Sha256, p.FrameSeconds }).SingleOrDefaultAsync(ct)
                ?? throw new ArchiveException($"The photo {photo} is not in the archive any more. Look at the photos again.");
            var known = answers.FindAll(a => a.Sha256.AsSpan().SequenceEqual(found.Sha256) && a.FrameSeconds == found.FrameSeconds);
            if (!isRight)
            {
                context.RightAnswers.RemoveRange(known);
                answers.RemoveAll(known.Contains);
            }
            else if (known.Count == 0)
            {
                if (answers.Count >= MostAnswers)
                    throw new ArchiveException($"{MostAnswers} photos are right for this query already; that is enough to measure with.");
                answers.Add(new() { QueryId = query, Sha256 = found.Sha256, FrameSeconds = found.FrameSeconds, At = DateTime.UtcNow.Ticks });
                context.RightAnswers.Add(answers[^1]);
            }
        }
    }, ct);

    /// <summary>Takes a query away with its right answers.</summary>
    /// <returns>What was taken away; null where there is none of this id.</returns>
    public Task<RemovedQuery?> RemoveAsync(long id, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (await context.JudgedQueries.Include(q => q.Answers).SingleOrDefaultAsync(q => q.Id == id, ct) is not { } query)
            return null;
        var removed = new RemovedQuery(new()
        {
            Id = query.Id,
            Text = query.Text,
            At = query.At,
            Answers = [.. query.Answers.Select(a => new RightAnswer { Id = a.Id, QueryId = a.QueryId, Sha256 = a.Sha256, FrameSeconds = a.FrameSeconds, At = a.At })],
        });
        context.JudgedQueries.Remove(query);
        return removed;
    }, ct);

    /// <summary>Brings a query back.</summary>
    public Task RestoreAsync(RemovedQuery removed, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (!await context.JudgedQueries.AnyAsync(q => q.Id == removed.Query.Id || q.Text == removed.Text, ct))
            context.JudgedQueries.Add(removed.Query);
    }, ct);

    private static async Task<IReadOnlyList<QueryJudgement>> ReadAsync(IQueryable<JudgedQuery> queries, ArchiveContext context, CancellationToken ct)
    {
        var rows = await queries.AsNoTracking().OrderBy(q => q.Id).Select(q => new
        {
            q.Id,
            q.Text,
            q.At,
            // A frame is found by its moment; a still picture has none.
            Photos = q.Answers.OrderBy(a => a.Id)
                .Select(a => context.Photos.Where(p => p.Content.Sha256 == a.Sha256 && p.FrameSeconds == a.FrameSeconds).Select(p => (long?)p.Id).FirstOrDefault()).ToList(),
        }).ToListAsync(ct);
        return [.. rows.Select(q => new QueryJudgement(q.Id, q.Text, new(q.At, DateTimeKind.Utc), [.. q.Photos.OfType<long>()], q.Photos.Count(id => id is null)))];
    }
}
