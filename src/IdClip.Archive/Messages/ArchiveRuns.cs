using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Messages;

/// <summary>The runs of the state machines. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class ArchiveRuns(Catalogue.Catalogue catalogue)
{
    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>The runs of a machine, the last changed first.</summary>
    public async Task<IReadOnlyList<ArchiveRun>> ListAsync(string machine, int most = 100, CancellationToken ct = default)
    {
        await using var context = database.Read();
        var rows = await context.Runs.AsNoTracking().Where(r => r.Machine == machine).OrderByDescending(r => r.ChangedAt).Take(most).ToListAsync(ct);
        return [.. rows.Select(Of)];
    }

    /// <summary>A run, or null.</summary>
    public async Task<ArchiveRun?> FindAsync(string machine, Guid run, CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await context.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Machine == machine && r.Run == run, ct) is { } row ? Of(row) : null;
    }

    private static ArchiveRun Of(RunState row) => new(row.Machine, row.Run, row.State, row.Body, new(row.ChangedAt, DateTimeKind.Utc));
}
