namespace IdClip.Synthesis;

/// <summary>Model files that a user brings to a run; each may be absent.</summary>
/// <param name="Judge">A recogniser that only judges: FaceNet with 512 numbers, or null for none.</param>
/// <param name="Swapper">A swapper with the signature of inswapper_128, or null for warping and blending.</param>
/// <param name="SwapperEmbedder">The recogniser that <paramref name="Swapper"/> was trained with; given exactly where that is.</param>
/// <param name="Attributes">A network with the signature of InsightFace's genderage, or null to go by the gallery's metadata alone.</param>
public sealed record SynthesisModels(string? Judge = null, string? Swapper = null, string? SwapperEmbedder = null, string? Attributes = null);
