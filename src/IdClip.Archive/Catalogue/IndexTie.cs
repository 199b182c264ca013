using System.Globalization;
using System.Security.Cryptography;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Catalogue;

/// <summary>
/// Whether an archive's vectors are in files of its folder or in a service, and which indexes it has there. It is never both: what is
/// removed is removed in one place, and vectors of a forgotten person would stay in the other.
/// </summary>
/// <param name="catalogue">The archive.</param>
public sealed class IndexTie(Catalogue catalogue)
{
    private readonly ArchiveDatabase database = catalogue.Database;

    /// <summary>The archive's name in the service, 32 hexadecimal digits; null where its vectors are files.</summary>
    public async Task<string?> ReadAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return (await context.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Key == ArchiveSetting.IndexService, ct))?.Value;
    }

    /// <summary>Ties the archive to the service of vectors, under a name that no other archive has; none of its photos is indexed then. Nothing happens where it is tied already.</summary>
    /// <returns>The name.</returns>
    public async Task<string> TieAsync(CancellationToken ct = default) =>
        await ReadAsync(ct) ?? await database.WriteAsync(async context =>
        {
            if (await context.Settings.FindAsync([ArchiveSetting.IndexService], ct) is { } known)
                return known.Value;
            var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            context.Settings.Add(new() { Key = ArchiveSetting.IndexService, Value = name });
            await context.Photos.Where(p => p.State == PhotoState.Indexed).ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PhotoState.Encoded), ct);
            await context.AdapterVectors.Where(v => v.IsIndexed).ExecuteUpdateAsync(set => set.SetProperty(v => v.IsIndexed, false), ct);
            return name;
        }, ct);

    /// <summary>The indexes that the archive has, or may have, in the service, with their dimensions.</summary>
    public async Task<IReadOnlyDictionary<string, int>> IndexesAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await context.Settings.AsNoTracking().Where(s => s.Key.StartsWith(ArchiveSetting.IndexOfService))
            .ToDictionaryAsync(s => s.Key.Substring(ArchiveSetting.IndexOfService.Length), s => int.Parse(s.Value, CultureInfo.InvariantCulture), ct);
    }

    /// <summary>Remembers an index; before it is made, so that none is forgotten.</summary>
    public Task AddAsync(string index, int dimension, CancellationToken ct = default) => database.WriteAsync(async context =>
    {
        if (await context.Settings.FindAsync([ArchiveSetting.IndexOfService + index], ct) is null)
            context.Settings.Add(new() { Key = ArchiveSetting.IndexOfService + index, Value = dimension.ToString(CultureInfo.InvariantCulture) });
    }, ct);

    /// <summary>Forgets an index; after it is gone.</summary>
    public Task RemoveAsync(string index, CancellationToken ct = default) =>
        database.WriteAsync(context => context.Settings.Where(s => s.Key == ArchiveSetting.IndexOfService + index).ExecuteDeleteAsync(ct), ct);
}
