namespace IdClip.Synthesis;

/// <summary>When a synthetic photo is kept. Cosines are those of the recogniser that chooses; .363 is SFace's published threshold for the same person.</summary>
public sealed record QualityLimits
{
    /// <summary>Least cosine of the new face to the mean of the wanted identity's enrolment photos.</summary>
    public double MinIdentity { get; init; } = .363;

    /// <summary>Greatest cosine of the new face to the original one.</summary>
    public double MaxOriginal { get; init; } = .363;

    /// <summary>Greatest cosine of the original face to an identity that is put in its place: above it the two may be one person.</summary>
    public double MaxAlike { get; init; } = .3;

    /// <summary>Lowest confidence of the detector in the new face, 0..1.</summary>
    public float MinScore { get; init; } = .7f;

    /// <summary>Lowest sharpness of the new face.</summary>
    public float MinSharpness { get; init; } = 10;
}
