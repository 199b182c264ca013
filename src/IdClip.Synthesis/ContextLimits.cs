namespace IdClip.Synthesis;

/// <summary>When a captioned photo becomes a context: exactly one person and one dominant clear face.</summary>
public sealed record ContextLimits
{
    /// <summary>What the face must be like.</summary>
    public FaceRule Face { get; init; } = new();

    /// <summary>Share of the captions that must name one person, 0..1, where no keypoints are given.</summary>
    public double MinPersonShare { get; init; } = .5;

    /// <summary>Share of the captions that may tell of several people, 0..1, where no keypoints are given: one writer in five often counts somebody in the background.</summary>
    public double MaxPluralShare { get; init; } = .2;

    /// <summary>Captions kept of a photo; the paper's code takes the first five too.</summary>
    public int Captions { get; init; } = 5;
}
