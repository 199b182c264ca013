namespace IdClip.Models.Clip;

/// <summary>An image tower.</summary>
/// <param name="Kind">How tokens are made and pooled.</param>
/// <param name="Size">Side of the square input in pixels.</param>
/// <param name="PatchSize">Side of a patch, in pixels or, behind a stem, in cells of its output.</param>
/// <param name="Transformer">The blocks.</param>
/// <param name="Stem">Convolutions before the patches, or null; only IdClip-mini has them.</param>
public sealed record ImageTowerConfiguration(
    TowerKind Kind,
    int Size,
    int PatchSize,
    TransformerConfiguration Transformer,
    IReadOnlyList<StemStep>? Stem = null);
