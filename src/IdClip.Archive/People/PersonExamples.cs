using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People;

/// <summary>The face vectors that a person is recognised by: those of the enrolment, and of faces in photos that were named.</summary>
/// <param name="Person">The person with the enrolment.</param>
/// <param name="Embeddings">Unit length; the enrolment's first. Empty where no face of the person is at hand.</param>
/// <param name="NamedFaces">All faces that were named so, also those beyond the bound.</param>
/// <param name="Unlike">Named faces that are unlike the person's others; they are no examples.</param>
internal sealed record PersonExamples(Person Person, IReadOnlyList<float[]> Embeddings, int NamedFaces, IReadOnlyList<long> Unlike)
{
    /// <summary>Most named faces that are examples; the sharpest are taken.</summary>
    public const int MostNamed = 20;

    /// <summary>The normalised mean, or null where there is no vector.</summary>
    public float[]? Mean => Embeddings.Count == 0 ? null : FaceVectors.Mean(Embeddings);

    /// <summary>Reads everybody.</summary>
    /// <param name="context">Where from.</param>
    /// <param name="outlier">Named faces further than this from the mean of a person's others are no examples.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<List<PersonExamples>> ReadAsync(ArchiveContext context, float outlier, CancellationToken ct)
    {
        var people = await context.People.Include(p => p.Enrolments.OrderBy(e => e.Id)).OrderBy(p => p.Id).ToListAsync(ct);
        // Vectors of a content that waits to be encoded anew may be another model's.
        var named = (await context.FaceLabels.Where(l => l.Kind == FaceLabelKind.Is && l.Mark.Face!.Embedding != null && !l.Mark.Face.Photo.Content.IsStale)
            .Select(l => new { PersonId = l.PersonId!.Value, FaceId = l.Mark.FaceId!.Value, l.Mark.Face!.Sharpness }).ToListAsync(ct)).ToLookup(l => l.PersonId);
        var sharpest = named.ToDictionary(
            faces => faces.Key, faces => faces.OrderByDescending(f => f.Sharpness).ThenBy(f => f.FaceId).Take(MostNamed).Select(f => f.FaceId).ToList());
        var embeddings = new Dictionary<long, float[]>();
        foreach (var ids in sharpest.Values.SelectMany(f => f).Chunk(500))
            foreach (var face in await context.Faces.Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.Embedding }).ToListAsync(ct))
                embeddings[face.Id] = Vectors.FromBlob(face.Embedding!);
        return
        [
            .. people.Select(p => Of(
                p, [.. sharpest.GetValueOrDefault(p.Id, []).Select(id => (id, embeddings[id]))], named[p.Id].Count(), outlier)),
        ];
    }

    private static PersonExamples Of(Person person, (long FaceId, float[] Embedding)[] named, int count, float outlier)
    {
        var enrolled = person.Enrolments.Select(e => Vectors.FromBlob(e.Embedding)).ToList();
        var all = enrolled.Concat(named.Select(n => n.Embedding)).ToList();
        // Of two that differ nobody can say which is the odd one.
        var unlike = all.Count < 3 ? [] : named
            .Where(n => FaceVectors.Cosine(n.Embedding, FaceVectors.Mean(all.Where(v => v != n.Embedding))) < outlier).Select(n => n.FaceId).ToList();
        return new(person, [.. enrolled, .. named.Where(n => !unlike.Contains(n.FaceId)).Select(n => n.Embedding)], count, unlike);
    }
}
