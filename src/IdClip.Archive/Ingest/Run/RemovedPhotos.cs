using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Ingest.Run;

/// <summary>Removes photos and leaves tombstones of their vectors for the indexes.</summary>
internal static class RemovedPhotos
{
    /// <summary>Removes the photos of one content; says which of their faces had been erased.</summary>
    public static async Task<IReadOnlyList<ErasedFace>> RemoveAsync(ArchiveContext context, long contentId)
    {
        var erased = await context.Faces.Where(f => f.Photo.ContentId == contentId && f.Embedding == null)
            .Select(f => new ErasedFace(f.Photo.FrameSeconds, f.X, f.Y, f.Width, f.Height)).ToListAsync();
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Tombstones" ("Kind", "VectorId") SELECT {(int)VectorKind.Face}, f."Id" FROM "Faces" f JOIN "Photos" p ON p."Id" = f."PhotoId"
                WHERE p."ContentId" = {contentId} ON CONFLICT DO NOTHING;
            INSERT INTO "Tombstones" ("Kind", "VectorId") SELECT {(int)VectorKind.Photo}, p."Id" FROM "Photos" p
                WHERE p."ContentId" = {contentId} ON CONFLICT DO NOTHING;
            DELETE FROM "Photos" WHERE "ContentId" = {contentId};
            """);
        return erased;
    }

    /// <summary>Removes files, then whatever no file holds any more.</summary>
    /// <returns>Photos removed.</returns>
    public static async Task<int> RemoveFilesAsync(ArchiveContext context, IReadOnlyCollection<long> fileIds, CancellationToken ct)
    {
        foreach (var ids in fileIds.Chunk(500))
            await context.Files.Where(f => ids.Contains(f.Id)).ExecuteDeleteAsync(ct);
        var removed = await context.Photos.CountAsync(p => !p.Content.Files.Any(), ct);
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Tombstones" ("Kind", "VectorId") SELECT {(int)VectorKind.Face}, f."Id" FROM "Faces" f JOIN "Photos" p ON p."Id" = f."PhotoId"
                WHERE NOT EXISTS (SELECT 1 FROM "Files" x WHERE x."ContentId" = p."ContentId") ON CONFLICT DO NOTHING;
            INSERT INTO "Tombstones" ("Kind", "VectorId") SELECT {(int)VectorKind.Photo}, p."Id" FROM "Photos" p
                WHERE NOT EXISTS (SELECT 1 FROM "Files" x WHERE x."ContentId" = p."ContentId") ON CONFLICT DO NOTHING;
            DELETE FROM "Contents" WHERE NOT EXISTS (SELECT 1 FROM "Files" x WHERE x."ContentId" = "Contents"."Id");
            DELETE FROM "Folders" WHERE NOT EXISTS (SELECT 1 FROM "Files" x WHERE x."FolderId" = "Folders"."Id");
            """, ct);
        return removed;
    }
}
