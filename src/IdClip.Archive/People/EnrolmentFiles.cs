using System.Security.Cryptography;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People;

/// <summary>Where the photos that people were enrolled from are now.</summary>
internal static class EnrolmentFiles
{
    /// <summary>The enrolments whose photo is there, with its path: where it was enrolled from, or a file of the archive that holds the same. A file is hashed when its turn comes.</summary>
    public static async Task<IEnumerable<(Enrolment Enrolment, string Photo)>> FindAsync(ArchiveContext context, IQueryable<Enrolment> enrolments, CancellationToken ct)
    {
        var all = await enrolments.AsNoTracking().OrderBy(e => e.Id).ToListAsync(ct);
        var hashes = all.ConvertAll(e => e.Sha256);
        var files = (await context.Files.Where(f => hashes.Contains(f.Content!.Sha256)).OrderBy(f => f.Id)
            .Select(f => new { f.Content!.Sha256, f.Folder.Path, f.Name }).ToListAsync(ct))
            .ToLookup(f => Convert.ToHexString(f.Sha256), f => Path.Join(f.Path, f.Name));
        return all.Select(e => (e, Photo: files[Convert.ToHexString(e.Sha256)].Prepend(e.SourcePath).FirstOrDefault(path => Holds(path, e.Sha256))))
            .Where(e => e.Photo is not null).Select(e => (e.e, e.Photo!));
    }

    private static bool Holds(string path, byte[] hash)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return SHA256.HashData(stream).AsSpan().SequenceEqual(hash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
