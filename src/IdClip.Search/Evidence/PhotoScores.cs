using IdClip.Search.Calibration;
using IdClip.Search.Index;

namespace IdClip.Search.Evidence;

/// <summary>Photos with all that one question needs of them.</summary>
/// <param name="Grouping">The photos, and which faces are theirs.</param>
/// <param name="Similarities">Image-text similarity of each photo; empty where the question has no words.</param>
/// <param name="Context">What these similarities mean in this archive.</param>
/// <param name="Faces">Cosine of each face to each person.</param>
/// <param name="Joint">Evidence of an adapter, or null.</param>
internal sealed record PhotoScores(PhotoFaces Grouping, float[] Similarities, LogisticCalibration Context, VectorScores Faces, JointEvidence? Joint)
{
    /// <summary>The scores of no faces or photos.</summary>
    public static readonly VectorScores None = new([], [], []);

    /// <summary>Similarity of each photo to an example's scene; empty without one.</summary>
    public float[] Scene { get; init; } = [];

    /// <summary>What those mean in this archive.</summary>
    public LogisticCalibration SceneContext { get; init; } = new(1, 0);

    /// <summary>What no photo of the archive that is not among these scores above, 0..1; 0 where all are.</summary>
    public double BestLeftOut { get; init; }
}
