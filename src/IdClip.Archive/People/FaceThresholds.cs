namespace IdClip.Archive.People;

/// <summary>Cosines that decide about faces; they belong to a face model.</summary>
/// <param name="Outlier">A photo whose face is further than this from the mean of a person's other photos is named as an outlier.</param>
/// <param name="Forget">Faces in photos at least this close to the mean of a forgotten person's enrolment are erased.</param>
/// <param name="Resemblance">A face closer than this to somebody else's enrolment is worth a word.</param>
/// <param name="Cluster">Least mean cosine between the faces of two clusters that are taken for one person.</param>
public sealed record FaceThresholds(float Outlier = .35f, float Forget = .4f, float Resemblance = .5f, float Cluster = .4f)
{
    /// <summary>Those of SFace, measured in docs/archive.md.</summary>
    public static FaceThresholds SFace { get; } = new();

    /// <summary>Those of FaceNet-512: the cosines at which its calibration gives the probabilities that SFace's gives at its own.</summary>
    public static FaceThresholds FaceNet512 { get; } = new(.44f, .51f, .64f, .51f);
}
