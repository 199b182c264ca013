namespace IdClip.Models.Clip;

/// <summary>The two families of towers.</summary>
public enum TowerKind
{
    /// <summary>CLIP: a class token after ln_pre for images; causal attention and the end token's output for text.</summary>
    Clip,

    /// <summary>SigLIP: an attention pooling head for images; bidirectional attention and the last position's output for text.</summary>
    SigLip,
}
