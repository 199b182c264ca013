namespace IdClip.Models.Clip;

/// <summary>A stack of pre-norm transformer blocks.</summary>
/// <param name="Width">Channels of a token.</param>
/// <param name="Layers">Blocks.</param>
/// <param name="Heads">Attention heads; divides <paramref name="Width"/>.</param>
/// <param name="Activation">The MLP's activation.</param>
/// <param name="LayerNormEpsilon">Added to the variance in every layer norm.</param>
public sealed record TransformerConfiguration(int Width, int Layers, int Heads, Activation Activation, float LayerNormEpsilon);
