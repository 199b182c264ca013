using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People.Labels;

/// <summary>Finds the detections that labelled faces are: boxes that overlap, each detection for one labelled face, the greatest overlap in sum.</summary>
internal static class LabelAttachment
{
    /// <summary>Attaches the labelled faces of contents that were encoded just now; those whose face was not found stay unattached.</summary>
    /// <param name="context">A transaction in which the new faces have their ids.</param>
    /// <param name="hashes">The contents.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task AttachAsync(ArchiveContext context, IReadOnlyCollection<byte[]> hashes, CancellationToken ct)
    {
        foreach (var some in hashes.Chunk(500))
        {
            var marks = await context.MarkedFaces.Where(m => some.Contains(m.Sha256) && m.FaceId == null).OrderBy(m => m.Id).ToListAsync(ct);
            if (marks.Count == 0)
                continue;
            var marked = marks.Select(m => m.Sha256).ToList();
            var photos = await context.Photos.Where(p => marked.Contains(p.Content.Sha256))
                .Select(p => new
                {
                    p.Content.Sha256,
                    p.FrameSeconds,
                    p.Width,
                    p.Height,
                    Faces = p.Faces.Where(f => f.Embedding != null).OrderBy(f => f.Id)
                        .Where(f => !context.MarkedFaces.Any(m => m.FaceId == f.Id))
                        .Select(f => new { f.Id, f.X, f.Y, f.Width, f.Height }).ToList(),
                }).AsNoTracking().ToListAsync(ct);
            var byFrame = marks.ToLookup(m => (Convert.ToHexString(m.Sha256), m.FrameSeconds));
            foreach (var photo in photos)
                Attach(
                    [.. byFrame[(Convert.ToHexString(photo.Sha256), photo.FrameSeconds)]],
                    [.. photo.Faces.Select(f => (f.Id, new FaceBox(f.X / photo.Width, f.Y / photo.Height, f.Width / photo.Width, f.Height / photo.Height)))]);
        }
    }

    private static void Attach(MarkedFace[] marks, (long Id, FaceBox Box)[] faces)
    {
        if (marks.Length == 0 || faces.Length == 0)
            return;
        var overlaps = new double[marks.Length * faces.Length];
        for (var mark = 0; mark < marks.Length; mark++)
            for (var face = 0; face < faces.Length; face++)
                if (faces[face].Box.Overlap(BoxOf(marks[mark])) is >= FaceBox.LeastOverlap and var overlap)
                    overlaps[mark * faces.Length + face] = overlap;
        var faceOf = new int[marks.Length];
        FaceAssignment.BestMatching(overlaps, marks.Length, faces.Length, faceOf);
        for (var mark = 0; mark < marks.Length; mark++)
            if (faceOf[mark] >= 0)
                marks[mark].FaceId = faces[faceOf[mark]].Id;
    }

    private static FaceBox BoxOf(MarkedFace mark) => new(mark.X, mark.Y, mark.Width, mark.Height);
}
