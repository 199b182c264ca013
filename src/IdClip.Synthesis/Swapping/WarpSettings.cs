namespace IdClip.Synthesis.Swapping;

/// <summary>The proportions of a warp; the defaults were chosen by the comparison in docs/synthesis.md.</summary>
internal sealed record WarpSettings
{
    /// <summary>How far the source's proportions give way to the target's: 0 keeps them, 1 brings all landmarks together.</summary>
    public float Exactness { get; init; } = .3f;

    /// <summary>The outline's distances from the centre are those of <see cref="FaceContour"/> times this.</summary>
    public float Size { get; init; } = 1.4f;

    /// <summary>Width of the soft edge in parts of the outline's distance from the centre.</summary>
    public float Feather { get; init; } = .12f;

    /// <summary>Levels of difference at the border above which blending does not bridge it.</summary>
    public float Hold { get; init; } = 80;

    /// <summary>What part of its radius the outline may give up to avoid hair and background.</summary>
    public float Give { get; init; } = .35f;

    /// <summary>Colour distance at the border that is worth giving up all of <see cref="Give"/>.</summary>
    public float GivePrice { get; init; } = 28;
}
