using IdClip.Search.Index;

namespace IdClip.Search.Evidence;

/// <summary>Scores of all photos and all faces, from indexes of this process. Thread-safe.</summary>
/// <param name="indexes">The vectors.</param>
internal sealed class WholeArchive(SearchIndexes indexes) : IEvidenceSource
{
    // Grouping a hundred thousand faces takes longer than scoring them, and rarely changes.
    private PhotoFaces? allPhotos;
    private PhotoFaces? photosWithFaces;
    private PhotoRows? jointOfAllPhotos;
    private PhotoRows? jointOfPhotosWithFaces;

    public async ValueTask<PhotoScores?> GatherAsync(EvidenceQuestion asked, CancellationToken ct)
    {
        if (indexes.Photos is not { Count: > 0 } photoIndex)
            return null;
        var jointIndex = asked is { Adapter: { } adapter, Trial: null } ? await indexes.JointAsync(adapter, ct) : null;

        var photos = asked.Pictures == 0 ? PhotoScores.None : SearchTelemetry.Timed("context", () => photoIndex.ScoreAll(asked.EncodePictures(), asked.Pictures));
        var faces = asked.Columns.Names.Count == 0 || indexes.Faces is not { Count: > 0 } faceIndex
            ? PhotoScores.None
            : SearchTelemetry.Timed("person", () => faceIndex.ScoreAll(asked.EncodePeople(faceIndex.Dimension), asked.Columns.Names.Count));
        var grouping = asked.Pictures > 0
            ? Kept(ref allPhotos, g => g.IsOf(photos.Ids, faces.Owners), () => new(photos.Ids, faces.Owners))
            : Kept(ref photosWithFaces, g => g.IsOf(faces.Owners), () => new([.. faces.Owners.Distinct().Order()], faces.Owners));
        var joint = asked.Trial is { } trial ? JointEvidence.Tried(asked, trial, grouping.PhotoIds) : jointIndex is { Count: > 0 } ? SearchTelemetry.Timed("joint", () => Joint(asked, jointIndex, grouping)) : null;
        var (words, scene) = asked.Apart(photos);
        return new(grouping, words, asked.Calibration.Context.For(words), faces, joint) { Scene = scene, SceneContext = asked.SceneCalibration.For(scene) };
    }

    private JointEvidence Joint(EvidenceQuestion asked, IVectorIndex index, PhotoFaces grouping)
    {
        var scores = index.ScoreAll(asked.EncodeJoint(), asked.Joint.Names.Count);
        bool Fits(PhotoRows rows) => rows.IsOf(grouping.PhotoIds, scores.Ids);
        PhotoRows Make() => new(grouping.PhotoIds, scores.Ids);
        var rows = asked.Pictures > 0 ? Kept(ref jointOfAllPhotos, Fits, Make) : Kept(ref jointOfPhotosWithFaces, Fits, Make);
        var similarities = JointEvidence.Together(scores.Scores, asked.Joint);
        return new(similarities, rows, asked.JointCalibration.For(similarities));
    }

    private static T Kept<T>(ref T? kept, Func<T, bool> fits, Func<T> make)
        where T : class =>
        Volatile.Read(ref kept) is { } known && fits(known) ? known : kept = make();
}
