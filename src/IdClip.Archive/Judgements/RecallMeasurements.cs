using System.Text.Json;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Judgements;

/// <summary>What was measured with the judged queries, kept to compare models and adapters. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
public sealed class RecallMeasurements(Catalogue.Catalogue catalogue)
{
    /// <summary>Measurements that are kept; the oldest go.</summary>
    public const int MostKept = 100;

    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<RecallMeasurement>> ListAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return [.. (await context.MeasuredRecalls.AsNoTracking().OrderByDescending(m => m.Id).ToListAsync(ct)).Select(m => JsonSerializer.Deserialize<RecallMeasurement>(m.Body)!)];
    }

    /// <summary>Keeps one.</summary>
    public Task AddAsync(RecallMeasurement measurement, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        var old = await context.MeasuredRecalls.OrderByDescending(m => m.Id).Skip(MostKept - 1).Select(m => m.Id).ToListAsync(ct);
        await context.MeasuredRecalls.Where(m => old.Contains(m.Id)).ExecuteDeleteAsync(ct);
        context.MeasuredRecalls.Add(new() { At = measurement.At.Ticks, Body = JsonSerializer.Serialize(measurement) });
    }, ct);
}
