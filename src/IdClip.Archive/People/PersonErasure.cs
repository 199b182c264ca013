using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People;

/// <summary>Deletes a person's rows and the vectors of the faces that are theirs.</summary>
internal static class PersonErasure
{
    private const int FacesPerPage = 4096;

    public static async Task<ErasedPerson> EraseAsync(ArchiveContext context, Person person, float leastCosine, CancellationToken ct)
    {
        var enrolled = person.Enrolments.Select(e => e.Embedding).ToList();
        var own = FaceVectors.Mean(enrolled.Select(Vectors.FromBlob));
        var others = (await context.People.Where(p => p.Id != person.Id).Include(p => p.Enrolments).AsNoTracking().ToListAsync(ct))
            .Select(p => FaceVectors.Mean(p.Enrolments.Select(e => Vectors.FromBlob(e.Embedding)))).ToList();

        var faces = new List<long>();
        var vectors = new List<byte[]>(enrolled);
        for (var last = 0L; ;)
        {
            var after = last;
            var page = await context.Faces.Where(f => f.Id > after && f.Embedding != null).OrderBy(f => f.Id).Take(FacesPerPage)
                .Select(f => new { f.Id, f.Embedding }).ToListAsync(ct);
            if (page.Count == 0)
                break;
            foreach (var face in page)
            {
                var vector = Vectors.FromBlob(face.Embedding!);
                var cosine = vector.Length == own.Length ? FaceVectors.Cosine(vector, own) : -1;
                if (cosine < leastCosine || others.Any(o => o.Length == vector.Length && FaceVectors.Cosine(vector, o) > cosine))
                    continue;
                faces.Add(face.Id);
                vectors.Add(face.Embedding!);
            }
            last = page[^1].Id;
        }

        foreach (var ids in faces.Chunk(500))
            await context.Faces.Where(f => ids.Contains(f.Id)).ExecuteUpdateAsync(set => set.SetProperty(f => f.Embedding, (byte[]?)null), ct);
        context.Tombstones.AddRange(faces.Select(id => new Tombstone { Kind = VectorKind.Face, VectorId = id }));
        context.People.Remove(person);
        if (await context.Settings.FindAsync([ArchiveSetting.ErasurePending], ct) is null)
            context.Settings.Add(new() { Key = ArchiveSetting.ErasurePending, Value = "1" });
        return new(person.Name, enrolled.Count, faces, vectors);
    }
}
