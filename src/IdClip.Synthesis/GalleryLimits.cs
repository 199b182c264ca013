namespace IdClip.Synthesis;

/// <summary>Which photos of a gallery are used, and how.</summary>
public sealed record GalleryLimits
{
    /// <summary>What the face of a gallery photo must be like.</summary>
    public FaceRule Face { get; init; } = new() { MinSide = 60, Dominance = 1.5f, MaxYaw = 60 };

    /// <summary>Least cosine of a photo's embedding to the mean of the identity's others. With SFace, .35 keeps every photo of LFW and catches all but one in two hundred strangers (docs/archive.md).</summary>
    public double MinCosine { get; init; } = .35;

    /// <summary>Photos of each identity that become enrolment photos and are never swapped in.</summary>
    public int Enrolment { get; init; } = 3;

    /// <summary>Fewest photos that must be left to swap in; an identity with fewer clear photos than this and <see cref="Enrolment"/> together is left out.</summary>
    public int MinSources { get; init; } = 2;

    /// <summary>Most photos looked at of one identity; the seed chooses.</summary>
    public int MostPhotos { get; init; } = 64;
}
