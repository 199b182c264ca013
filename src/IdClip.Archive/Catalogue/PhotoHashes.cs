using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Catalogue;

/// <summary>The difference hashes of photos. Thread-safe.</summary>
/// <remarks>What was read once is remembered: ids are never used again, and a photo's hash never changes. 48 bytes a photo.</remarks>
/// <param name="catalogue">The archive.</param>
public sealed class PhotoHashes(Catalogue catalogue)
{
    private const int IdsPerStatement = 500;

    private readonly ConcurrentDictionary<long, DifferenceHash?> known = [];

    /// <summary>The hash of each photo; null where it has none, since it was encoded before there were hashes.</summary>
    public async Task<IReadOnlyList<DifferenceHash?>> OfAsync(IReadOnlyList<long> photoIds, CancellationToken ct = default)
    {
        var missing = photoIds.Where(id => !known.ContainsKey(id)).ToList();
        if (missing.Count > 0)
        {
            await using var context = catalogue.Database.Read();
            foreach (var ids in missing.Chunk(IdsPerStatement))
                foreach (var photo in await context.Photos.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.DifferenceHash }).ToListAsync(ct))
                    known[photo.Id] = photo.DifferenceHash is { } hash ? new DifferenceHash(hash) : null;
        }
        return [.. photoIds.Select(id => known.GetValueOrDefault(id))];
    }
}
