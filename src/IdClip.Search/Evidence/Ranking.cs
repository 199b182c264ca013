using System.Buffers;
using System.Numerics.Tensors;
using IdClip.Search.Calibration;
using IdClip.Search.Index;
using IdClip.Search.Query;

namespace IdClip.Search.Evidence;

/// <summary>Ranks photos by fused evidence.</summary>
/// <param name="asked">What is asked, with names as enrolled.</param>
/// <param name="scores">The photos and their similarities to it.</param>
/// <param name="labels">What people have said about the faces of <paramref name="scores"/>.</param>
internal sealed class Ranking(EvidenceQuestion asked, PhotoScores scores, LabelledRows labels)
{
    // A few of these are as much work as handing one out.
    private const int Chunk = 4096;

    private readonly HybridQuery query = asked.Query;
    private readonly PersonColumns columns = asked.Columns;
    private readonly SearchCalibration calibration = asked.Calibration;
    private readonly PhotoFaces grouping = scores.Grouping;
    private readonly float[] similarities = scores.Similarities;
    private readonly float[] scene = scores.Scene;
    private readonly VectorScores faces = scores.Faces;
    private readonly JointEvidence? joint = scores.Joint;

    /// <summary>The best photos, best first, equal scores by photo id.</summary>
    /// <param name="top">How many at most.</param>
    /// <param name="admits">Whether a photo, by id, may answer.</param>
    public IReadOnlyList<RankedPhoto> Best(int top, Func<long, bool> admits)
    {
        var context = ArrayPool<float>.Shared.Rent(similarities.Length);
        var likeness = ArrayPool<float>.Shared.Rent(scene.Length);
        var jointly = ArrayPool<float>.Shared.Rent(joint?.Similarities.Length ?? 0);
        var probabilities = ArrayPool<float>.Shared.Rent(faces.Scores.Length);
        try
        {
            var factors = Memory<float>.Empty;
            Multiply(ref factors, scores.Context, similarities, context, calibration.Weights.Context);
            Multiply(ref factors, scores.SceneContext, scene, likeness, calibration.Weights.Context);
            if (joint is not null)
                Multiply(ref factors, joint.Calibration, joint.Similarities, jointly, calibration.Weights.Joint);
            Probabilities(calibration.Person, faces.Scores, probabilities);
            if (faces.Scores.Length > 0)
                labels.Apply(probabilities, asked.People);
            var fusion = new EvidenceFusion(columns, probabilities.AsMemory(0, faces.Scores.Length), grouping, factors, calibration.Weights);
            return [.. BestRows(fusion, top, admits).Select(b => Explain(fusion, b.Row, b.Score))];
        }
        finally
        {
            ArrayPool<float>.Shared.Return(context);
            ArrayPool<float>.Shared.Return(likeness);
            ArrayPool<float>.Shared.Return(jointly);
            ArrayPool<float>.Shared.Return(probabilities);
        }
    }

    private static void Multiply(ref Memory<float> factors, LogisticCalibration calibration, float[] similarities, float[] room, double weight)
    {
        if (similarities.Length == 0)
            return;
        var more = room.AsMemory(0, similarities.Length);
        Probabilities(calibration, similarities, room);
        EvidenceFusion.ToFactors(more.Span, weight);
        if (!factors.IsEmpty)
            TensorPrimitives.Multiply(factors.Span, more.Span, more.Span);
        factors = more;
    }

    // A query of names alone has no similarities, one of words alone no faces.
    private static void Probabilities(LogisticCalibration calibration, float[] similarities, float[] probabilities) =>
        RowParallel.For(similarities.Length, 8 * Chunk, static () => 0, (_, from, to) =>
            calibration.Probabilities(similarities.AsSpan(from..to), probabilities.AsSpan(from..to)));

    private IEnumerable<(int Row, double Score)> BestRows(EvidenceFusion fusion, int top, Func<long, bool> admits)
    {
        var workers = RowParallel.For(grouping.PhotoIds.Length, Chunk, () => new BestPhotos(top), (best, from, to) =>
        {
            Span<int> faceOf = stackalloc int[columns.Wanted.Length];
            for (var row = from; row < to; row++)
            {
                if (!admits(grouping.PhotoIds[row]))
                    continue;
                var score = fusion.Score(row, best.Needed, faceOf);
                if (score >= best.Needed)
                    best.Add(row, score, grouping.PhotoIds[row]);
            }
        });
        return workers.SelectMany(best => best.Unordered)
            .OrderByDescending(p => p.Score).ThenBy(p => grouping.PhotoIds[p.Row]).Take(top);
    }

    private RankedPhoto Explain(EvidenceFusion fusion, int row, double score)
    {
        var faceOf = new int[columns.Wanted.Length];
        fusion.Score(row, double.NegativeInfinity, faceOf);
        var found = new RankedPhoto.Person[faceOf.Length];
        for (var choice = 0; choice < faceOf.Length; choice++)
            found[choice] = faceOf[choice] < 0
                ? new(string.Join(" or ", query.Wanted[choice].AnyOf.Select(m => m.Name ?? "unknown")), calibration.Weights.MissedFace, 0, null)
                : Found(fusion, row, faceOf[choice], choice);

        var conditions = new List<(string, double)>();
        for (var excluded = 0; excluded < columns.Excluded.Length; excluded++)
            conditions.Add(($"not {query.Excluded[excluded].Name ?? "unknown"}", fusion.AbsentProbability(row, excluded)));
        if (columns.Only)
            conditions.Add(("nobody else", fusion.AloneProbability(row, faceOf)));

        var context = similarities.Length == 0 ? null : new ContextEvidence(similarities[row], scores.Context.Probability(similarities[row]));
        var likeness = scene.Length == 0 ? null : new ContextEvidence(scene[row], scores.SceneContext.Probability(scene[row]));
        return new(grouping.PhotoIds[row], score, found, conditions, context, joint?.Probability(row)) { Scene = likeness };
    }

    private RankedPhoto.Person Found(EvidenceFusion fusion, int row, int place, int choice)
    {
        var face = grouping.Of(row)[place];
        var probability = fusion.FaceProbability(row, place, choice, out var likeliest);
        return likeliest == PersonColumns.Unknown
            ? new("unknown", probability, 0, faces.Ids[face])
            : new(columns.Names[likeliest], probability, faces.Scores[face * columns.Names.Count + likeliest], faces.Ids[face], labels.IsNamed(face, asked.People[likeliest]));
    }
}
