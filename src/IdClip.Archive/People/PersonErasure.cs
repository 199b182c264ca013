using IdClip.Archive.Judgements;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People;

/// <summary>Deletes a person's rows, and the vectors and tracks of the faces that are theirs.</summary>
internal static class PersonErasure
{
    private const int FacesPerPage = 4096, TracksPerStatement = 100;

    public static async Task<ErasedPerson> EraseAsync(ArchiveContext context, Person person, float leastCosine, float outlier, CancellationToken ct)
    {
        var enrolled = person.Enrolments.Select(e => e.Embedding).ToList();
        var everybody = await PersonExamples.ReadAsync(context, outlier, ct);
        var own = everybody.Single(p => p.Person.Id == person.Id).Mean;
        var others = everybody.Where(p => p.Person.Id != person.Id).Select(p => p.Mean).OfType<float[]>().ToList();
        var labels = await context.FaceLabels.Where(l => l.Mark.FaceId != null && (l.Kind == FaceLabelKind.Is || (l.Kind == FaceLabelKind.IsNot && l.PersonId == person.Id)))
            .Select(l => new { FaceId = l.Mark.FaceId!.Value, IsOwn = l.Kind == FaceLabelKind.Is && l.PersonId == person.Id }).ToListAsync(ct);
        var named = labels.Where(l => l.IsOwn).Select(l => l.FaceId).ToHashSet();
        var notTheirs = labels.Where(l => !l.IsOwn).Select(l => l.FaceId).ToHashSet();

        // A copy of an erased vector is erased whatever was said about its face: the scan would find the one in the other.
        var erased = enrolled.Select(Convert.ToHexString).ToHashSet();
        foreach (var ids in named.Chunk(500))
            erased.UnionWith((await context.Faces.Where(f => ids.Contains(f.Id) && f.Embedding != null).Select(f => f.Embedding!).ToListAsync(ct)).Select(Convert.ToHexString));
        var spared = new List<(long Id, byte[] Embedding)>();

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
                if (!named.Contains(face.Id) && !erased.Contains(Convert.ToHexString(face.Embedding!)))
                {
                    if (notTheirs.Contains(face.Id))
                        spared.Add((face.Id, face.Embedding!));
                    if (notTheirs.Contains(face.Id) || !IsRecognised(Vectors.FromBlob(face.Embedding!)))
                        continue;
                }
                faces.Add(face.Id);
                vectors.Add(face.Embedding!);
            }
            last = page[^1].Id;
        }

        var tracks = await TracksAsync(context, faces, ct);
        var known = faces.Concat(notTheirs).ToHashSet();
        foreach (var face in await FollowedAsync(context, tracks, ct))
            if (known.Add(face.Id))
            {
                faces.Add(face.Id);
                vectors.Add(face.Embedding);
            }
        erased.UnionWith(vectors.Select(Convert.ToHexString));
        faces.AddRange(spared.Where(face => erased.Contains(Convert.ToHexString(face.Embedding))).Select(face => face.Id));

        foreach (var ids in faces.Chunk(500))
            await context.Faces.Where(f => ids.Contains(f.Id)).ExecuteUpdateAsync(set => set.SetProperty(f => f.Embedding, (byte[]?)null), ct);
        foreach (var ids in faces.Chunk(500))
            await context.ClusteredFaces.Where(c => ids.Contains(c.FaceId)).ExecuteDeleteAsync(ct);
        foreach (var some in tracks.Chunk(TracksPerStatement))
            await context.Faces.Where(f => some.Contains(f.Track)).ExecuteUpdateAsync(set => set.SetProperty(f => f.Track, (byte[]?)null), ct);
        vectors.AddRange(tracks);
        await context.FaceLabels.Where(l => l.PersonId == person.Id).ExecuteDeleteAsync(ct);
        await context.MarkedFaces.Where(m => !m.Labels.Any()).ExecuteDeleteAsync(ct);
        context.Tombstones.AddRange(faces.Select(id => new Tombstone { Kind = VectorKind.Face, VectorId = id }));
        vectors.AddRange(await EraseAlbumsAsync(context, face => erased.Contains(Convert.ToHexString(face)) || IsRecognised(Vectors.FromBlob(face)), ct));
        await NamesInQueries.EraseAsync(context, person, ct);
        context.People.Remove(person);
        await context.SetAsync(ArchiveSetting.ErasurePending, "1", ct);
        return new(person.Name, enrolled.Count, faces, vectors);

        bool IsRecognised(float[] vector)
        {
            if (own is null || vector.Length != own.Length || FaceVectors.Cosine(vector, own) is var cosine && cosine < leastCosine)
                return false;
            return !others.Any(o => o.Length == vector.Length && FaceVectors.Cosine(vector, o) > cosine);
        }
    }

    /// <summary>Where somebody was in a video, which goes from each frame that tells it, whoever the frame's face was taken for.</summary>
    private static async Task<List<byte[]>> TracksAsync(ArchiveContext context, List<long> faces, CancellationToken ct)
    {
        var tracks = new List<byte[]>();
        foreach (var ids in faces.Chunk(500))
            tracks.AddRange(await context.Faces.Where(f => ids.Contains(f.Id) && f.Track != null).Select(f => f.Track!).Distinct().ToListAsync(ct));
        return tracks;
    }

    /// <summary>The faces of tracks: a look in which somebody is not recognised is theirs as well.</summary>
    private static async Task<List<(long Id, byte[] Embedding)>> FollowedAsync(ArchiveContext context, List<byte[]> tracks, CancellationToken ct)
    {
        var faces = new List<(long, byte[])>();
        foreach (var some in tracks.Chunk(TracksPerStatement))
            faces.AddRange((await context.Faces.Where(f => some.Contains(f.Track) && f.Embedding != null).Select(f => new { f.Id, f.Embedding }).ToListAsync(ct)).Select(f => (f.Id, f.Embedding!)));
        return faces;
    }

    /// <summary>An album that looks for somebody goes with what it keeps of them.</summary>
    private static async Task<List<byte[]>> EraseAlbumsAsync(ArchiveContext context, Func<byte[], bool> isTheirs, CancellationToken ct)
    {
        var theirs = (await context.AlbumFaces.AsNoTracking().ToListAsync(ct)).Where(face => isTheirs(face.Embedding)).ToList();
        var albums = theirs.Select(face => face.AlbumId).Distinct().ToList();
        await context.Albums.Where(a => albums.Contains(a.Id)).ExecuteDeleteAsync(ct);
        return theirs.ConvertAll(face => face.Embedding);
    }
}
