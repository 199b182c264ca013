using IdClip.Archive.Catalogue;
using IdClip.Search.Calibration;
using IdClip.Search.Index;

namespace IdClip.Search.Evidence.Candidates;

/// <summary>
/// Scores of the photos that any kind of evidence proposes, from indexes that find the nearest vectors but do not hand out all scores. What
/// a proposed photo lacks is asked for, so each is ranked by what the whole archive would rank it by. Thread-safe.
/// </summary>
/// <param name="indexes">The vectors.</param>
/// <param name="samples">Photos that stand for all where the mean and the spread of similarities matter.</param>
/// <param name="options">How many are proposed.</param>
internal sealed class CandidatePhotos(SearchIndexes indexes, EmbeddingSamples samples, CandidateOptions options) : IEvidenceSource
{
    public async ValueTask<PhotoScores?> GatherAsync(EvidenceQuestion asked, CancellationToken ct)
    {
        await indexes.RequireOpenAsync(ct);
        if (indexes.Photos is not { } photoIndex)
            return null;
        var faceIndex = asked.Columns.Names.Count == 0 ? null : indexes.Faces;
        var jointIndex = asked is { Adapter: { } adapter, Trial: null } ? await indexes.JointAsync(adapter, ct) : null;
        // A filter that few photos pass needs no proposals: all of them are ranked.
        var few = asked.Selected is { Count: <= CandidateFilter.FewPhotos };
        var k = few ? 1 : Math.Min(Math.Max(options.PerEvidence, asked.Top), photoIndex.MaxHits);

        // Side by side: each is a question to a service, and the words wait for the text tower before.
        var picturing = asked.Pictures == 0 ? null : Task.Run(() => Pictures(asked, photoIndex, k), ct);
        var facing = faceIndex is null ? null : Task.Run(() => People(asked, faceIndex, k), ct);
        var joining = jointIndex is null ? null : Task.Run(() => Jointly(asked, jointIndex, k), ct);
        var (pictures, byPictures) = picturing is null ? default : await picturing;
        var (templates, byPeople) = facing is null ? default : await facing;
        var (texts, byJoint) = joining is null ? default : await joining;

        long[] proposed = few
            ? [.. asked.Selected!.Order()]
            // A face that was named may look like anybody.
            : [.. new[] { byPictures, byPeople, byJoint }.OfType<Proposals>().SelectMany(p => p.Photos).Concat(asked.Labels.PhotosOf(asked.People, k)).Distinct().Order()];
        if (proposed.Length == 0 && photoIndex.Count == 0)
            return null;
        var scoring = pictures is null ? null : Task.Run(() => Exactly.OfIds(photoIndex, pictures, asked.Pictures, proposed), ct);
        var grouped = faceIndex is null ? null : Task.Run(() => Exactly.OfOwners(faceIndex, templates!, asked.Columns.Names.Count, proposed), ct);
        var joined = jointIndex is null ? null : Task.Run(() => Exactly.OfIds(jointIndex, texts!, asked.Joint.Names.Count, proposed), ct);
        var photos = scoring is null ? PhotoScores.None : await scoring;
        var faces = grouped is null ? PhotoScores.None : await grouped;

        var (words, scene) = asked.Apart(photos);
        long[] ids = asked.Pictures > 0 ? photos.Ids : [.. faces.Owners.Distinct().Order()];
        var (context, sceneContext) = await ContextsAsync(asked, pictures, ct);
        var joint = asked.Trial is { } trial ? JointEvidence.Tried(asked, trial, ids) : null;
        if (joined is not null && await joined is { Ids.Length: > 0 } found)
            joint = new(JointEvidence.Together(found.Scores, asked.Joint), new(ids, found.Ids), await JointContextAsync(asked, texts!, ct));
        var scores = new PhotoScores(new(ids, faces.Owners), words, context, faces, joint) { Scene = scene, SceneContext = sceneContext };
        return few ? scores : scores with { BestLeftOut = LeftOut.Bound(asked, scores, byPictures, byPeople, byJoint) };
    }

    private static (float[] Queries, Proposals Found) Pictures(EvidenceQuestion asked, IVectorIndex index, int k) => SearchTelemetry.Timed("context", () =>
    {
        var queries = asked.EncodePictures();
        return (queries, Proposals.Of(index, queries, asked.Pictures, k, CandidateFilter.Dated(asked)));
    });

    private static (float[] Templates, Proposals Found) People(EvidenceQuestion asked, IVectorIndex index, int k) => SearchTelemetry.Timed("person", () =>
    {
        var templates = asked.EncodePeople(index.Dimension);
        var (queries, count) = FaceQueries.Of(asked.Columns, templates);
        return (templates, Proposals.Of(index, queries, count, k, CandidateFilter.Dated(asked)));
    });

    private static (float[] Texts, Proposals Found) Jointly(EvidenceQuestion asked, IVectorIndex index, int k) => SearchTelemetry.Timed("joint", () =>
    {
        var texts = asked.EncodeJoint();
        return (texts, Proposals.Of(index, texts, asked.Joint.Names.Count, k, CandidateFilter.ByIds(asked)));
    });

    private async Task<(LogisticCalibration Words, LogisticCalibration Scene)> ContextsAsync(EvidenceQuestion asked, float[]? pictures, CancellationToken ct)
    {
        if (pictures is null)
            return (asked.Calibration.Context.For([]), asked.SceneCalibration.For([]));
        var sample = await samples.OfPhotosAsync(options.Sample, ct);
        var count = sample.Embeddings.Count;
        var (words, scene) = asked.Apart(new(new long[count], new long[count], sample.Similarities(pictures, asked.Pictures)));
        return (asked.Calibration.Context.For(words, sample.Photos), asked.SceneCalibration.For(scene, sample.Photos));
    }

    private async Task<LogisticCalibration> JointContextAsync(EvidenceQuestion asked, float[] texts, CancellationToken ct)
    {
        var adapter = asked.Adapter!;
        var sample = adapter.ChangesImages ? await samples.OfAdapterAsync(adapter.Identity, options.Sample, ct) : await samples.OfPhotosAsync(options.Sample, ct);
        return asked.JointCalibration.For(JointEvidence.Together(sample.Similarities(texts, asked.Joint.Names.Count), asked.Joint), sample.Photos);
    }
}
