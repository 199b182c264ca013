using System.Globalization;
using IdClip.Archive.People.Labels;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.People.Clusters;

/// <summary>The clusters of unnamed faces as they were found last. Thread-safe.</summary>
/// <remarks>Labels count at once: a face that is named or ignored leaves its cluster, one that is put into a group is in that group. New faces wait for the next clustering.</remarks>
/// <param name="catalogue">The archive.</param>
public sealed class ClusterTable(Catalogue.Catalogue catalogue)
{
    private const string StampKey = "clusters.stamp", NextKey = "clusters.next";

    private const int FacesPerPage = 4096;

    private readonly ArchiveDatabase database = catalogue.Database;
    private readonly FaceLabels labels = new(catalogue);

    /// <summary>What clusters of the present faces are stamped with: another one when faces come or go.</summary>
    public async Task<string> PresentStampAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        var faces = context.Faces.Where(f => f.Embedding != null && !f.Photo.Content.IsStale);
        var model = (await context.Settings.FindAsync([ArchiveSetting.FaceModel], ct))?.Value;
        var (count, last) = (await faces.CountAsync(ct), await faces.MaxAsync(f => (long?)f.Id, ct) ?? 0);
        return string.Create(CultureInfo.InvariantCulture, $"{model} {count} {last}");
    }

    /// <summary>The stamp of the clusters that are stored; null where faces were never clustered.</summary>
    public async Task<string?> StampAsync(CancellationToken ct = default)
    {
        await using var context = database.Read();
        return (await context.Settings.FindAsync([StampKey], ct))?.Value;
    }

    /// <summary>All clusters, the largest first.</summary>
    public async Task<IReadOnlyList<FaceCluster>> ReadAsync(CancellationToken ct = default)
    {
        var said = await labels.ReadAsync(ct);
        await using var context = database.Read();
        var rows = await context.Faces.Where(f => f.Embedding != null)
            .Join(context.ClusteredFaces, f => f.Id, c => c.FaceId, (f, c) => new { f.Id, c.Cluster, Clearness = f.Width * f.Height * f.Score }).ToListAsync(ct);
        var grouped = said.GroupOf.Keys.Except(rows.Select(r => r.Id)).ToList();
        foreach (var ids in grouped.Chunk(500))
            rows.AddRange(await context.Faces.Where(f => ids.Contains(f.Id) && f.Embedding != null)
                .Select(f => new { f.Id, Cluster = 0L, Clearness = f.Width * f.Height * f.Score }).ToListAsync(ct));
        return
        [
            .. rows.Where(r => !said.PersonOf.ContainsKey(r.Id) && !said.Ignored.Contains(r.Id))
                .GroupBy(r => said.GroupOf.TryGetValue(r.Id, out var group) ? -group : r.Cluster)
                // What is left of a cluster after a word about the others is no cluster.
                .Where(c => c.Key < 0 || c.Count() > 1)
                .Select(c => new FaceCluster(c.Key, [.. c.OrderByDescending(f => f.Clearness).ThenBy(f => f.Id).Select(f => f.Id)]))
                .OrderByDescending(c => c.FaceIds.Count).ThenBy(c => c.Id),
        ];
    }

    /// <summary>Unnamed faces that are in no cluster, the clearest first.</summary>
    public async Task<IReadOnlyList<long>> SinglesAsync(int most, CancellationToken ct = default)
    {
        await using var context = database.Read();
        return await context.Faces
            .Where(f => f.Embedding != null && !context.ClusteredFaces.Any(c => c.FaceId == f.Id)
                && !context.FaceLabels.Any(l => l.Mark.FaceId == f.Id && l.Kind != FaceLabelKind.IsNot))
            .OrderByDescending(f => f.Width * f.Height * f.Score).ThenBy(f => f.Id).Take(most).Select(f => f.Id).ToListAsync(ct);
    }

    /// <summary>Reads all unnamed faces.</summary>
    public async Task<IReadOnlyList<UnnamedFace>> ReadUnnamedAsync(CancellationToken ct = default)
    {
        var said = await labels.ReadAsync(ct);
        var faces = new List<UnnamedFace>();
        await using var context = database.Read();
        for (var last = 0L; ;)
        {
            var after = last;
            var page = await context.Faces.Where(f => f.Id > after && f.Embedding != null && !f.Photo.Content.IsStale).OrderBy(f => f.Id).Take(FacesPerPage)
                .Select(f => new { f.Id, f.PhotoId, f.Embedding }).ToListAsync(ct);
            if (page.Count == 0)
                return faces;
            faces.AddRange(page.Where(f => !said.PersonOf.ContainsKey(f.Id) && !said.Ignored.Contains(f.Id))
                .Select(f => new UnnamedFace(f.Id, f.PhotoId, said.GroupOf.TryGetValue(f.Id, out var group) ? group : null, Vectors.FromBlob(f.Embedding!))));
            last = page[^1].Id;
        }
    }

    /// <summary>Stores clusters in place of the former ones. One that shares most of its faces with a former one, more than any other does, keeps that one's id.</summary>
    /// <param name="clusters">Faces of each cluster, and the group it has grown from, or null.</param>
    /// <param name="stamp"><see cref="PresentStampAsync"/> of before the faces were read.</param>
    /// <param name="ct">Cancels.</param>
    public Task ReplaceAsync(IReadOnlyList<(IReadOnlyList<long> FaceIds, long? Group)> clusters, string stamp, CancellationToken ct = default) =>
        database.WriteAsync(async context =>
        {
            var former = await context.ClusteredFaces.AsNoTracking().ToDictionaryAsync(c => c.FaceId, c => c.Cluster, ct);
            var next = long.Parse((await context.Settings.FindAsync([NextKey], ct))?.Value ?? "1", CultureInfo.InvariantCulture);
            var shares = clusters.SelectMany((cluster, number) => cluster.Group is not null ? [] : cluster.FaceIds.Where(former.ContainsKey).Select(face => former[face])
                .Where(id => id > 0).GroupBy(id => id).Select(old => (Number: number, Id: old.Key, Faces: old.Count())));
            var idOf = new long[clusters.Count];
            var taken = new HashSet<long>();
            foreach (var (number, id, _) in shares.OrderByDescending(s => s.Faces).ThenBy(s => s.Id).ThenBy(s => s.Number))
                if (idOf[number] == 0 && taken.Add(id))
                    idOf[number] = id;
            for (var number = 0; number < clusters.Count; number++)
                if (clusters[number].Group is { } group)
                    idOf[number] = -group;
                else if (idOf[number] == 0)
                    idOf[number] = next++;

            var wanted = clusters.SelectMany((cluster, number) => cluster.FaceIds.Select(face => (face, idOf[number]))).ToDictionary();
            foreach (var gone in former.Where(f => !wanted.TryGetValue(f.Key, out var id) || id != f.Value).Select(f => f.Key).Chunk(500))
                await context.ClusteredFaces.Where(c => gone.Contains(c.FaceId)).ExecuteDeleteAsync(ct);
            // Faces may have gone with their photos since they were read.
            foreach (var added in wanted.Where(w => !former.TryGetValue(w.Key, out var id) || id != w.Value).Chunk(500))
            {
                var ids = added.Select(a => a.Key).ToList();
                var living = (await context.Faces.Where(f => ids.Contains(f.Id) && f.Embedding != null).Select(f => f.Id).ToListAsync(ct)).ToHashSet();
                context.ClusteredFaces.AddRange(added.Where(a => living.Contains(a.Key)).Select(a => new ClusteredFace { FaceId = a.Key, Cluster = a.Value }));
                await context.SaveChangesAsync(ct);
                context.ChangeTracker.Clear();
            }
            foreach (var (key, value) in new[] { (StampKey, stamp), (NextKey, next.ToString(CultureInfo.InvariantCulture)) })
                await context.SetAsync(key, value, ct);
        }, ct);

    /// <summary>The embeddings of faces that have one.</summary>
    public async Task<IReadOnlyDictionary<long, float[]>> EmbeddingsAsync(IReadOnlyCollection<long> faceIds, CancellationToken ct = default)
    {
        var embeddings = new Dictionary<long, float[]>(faceIds.Count);
        await using var context = database.Read();
        foreach (var ids in faceIds.Chunk(500))
            foreach (var face in await context.Faces.Where(f => ids.Contains(f.Id) && f.Embedding != null).Select(f => new { f.Id, f.Embedding }).ToListAsync(ct))
                embeddings[face.Id] = Vectors.FromBlob(face.Embedding!);
        return embeddings;
    }
}
