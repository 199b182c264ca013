using IdClip.Archive.Ingest;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People;

/// <summary>Gives everybody's enrolment vectors of another face model, from the photos that are still there.</summary>
internal static class EnrolmentRenewal
{
    private const int PhotosPerChunk = 16;

    /// <summary>New vectors by enrolment id; null where the photo is gone, has changed or shows no face to the new models.</summary>
    public static async Task<Dictionary<long, byte[]?>> EncodeAsync(ArchiveDatabase database, IPhotoEncoder encoder, CancellationToken ct)
    {
        await using var context = database.Read();
        var renewed = await context.Enrolments.ToDictionaryAsync(e => e.Id, _ => (byte[]?)null, ct);
        var found = await EnrolmentFiles.FindAsync(context, context.Enrolments, ct);
        foreach (var some in found.Chunk(PhotosPerChunk))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var ((enrolment, _), encoding) in some.Zip(encoder.Encode([.. some.Select(e => e.Photo)])))
                if (encoding.Faces.MaxBy(f => f.Width * f.Height) is { } face)
                    renewed[enrolment.Id] = Vectors.ToBlob(face.Embedding);
        }
        return renewed;
    }

    /// <summary>Stores the new vectors and drops the enrolments that have none.</summary>
    /// <returns>What was dropped: enrolment photos with reasons.</returns>
    /// <exception cref="ArchiveException">Somebody would be left with neither an enrolment nor a named face, or was enrolled meanwhile.</exception>
    public static async Task<IReadOnlyList<IngestFailure>> StoreAsync(ArchiveContext context, Dictionary<long, byte[]?> renewed, CancellationToken ct)
    {
        var people = await context.People.Include(p => p.Enrolments).ToListAsync(ct);
        if (people.SelectMany(p => p.Enrolments).Any(e => !renewed.ContainsKey(e.Id)))
            throw new ArchiveException("Somebody was enrolled while the enrolment photos were encoded anew. Nothing was changed; try again.");
        var named = (await context.FaceLabels.Where(l => l.Kind == FaceLabelKind.Is && l.Mark.FaceId != null).Select(l => l.PersonId).Distinct().ToListAsync(ct)).ToHashSet();
        var lost = people.Where(p => p.Enrolments.Count > 0 && p.Enrolments.TrueForAll(e => renewed[e.Id] is null) && !named.Contains(p.Id)).ToList();
        if (lost.Count > 0)
            throw new ArchiveException(
                $"{string.Join(", ", lost.Take(5).Select(p => p.Name))}{(lost.Count > 5 ? $" and {lost.Count - 5} more" : "")} can't be recognised with another face model: " +
                "the photos of the enrolment are gone or changed. Put them back, for example " +
                $"{lost[0].Enrolments[0].SourcePath}, name a face of each in a photo, or forget these people.");
        var dropped = new List<IngestFailure>();
        foreach (var person in people)
            foreach (var enrolment in person.Enrolments.ToList())
                if (renewed[enrolment.Id] is { } embedding)
                {
                    enrolment.Embedding = embedding;
                }
                else
                {
                    context.Enrolments.Remove(enrolment);
                    dropped.Add(new(enrolment.SourcePath, $"{person.Name} is no longer enrolled from this photo: it is gone, was changed, or shows no face to the other face model"));
                }
        return dropped;
    }
}
