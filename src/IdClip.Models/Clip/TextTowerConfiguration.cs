namespace IdClip.Models.Clip;

/// <summary>A text tower.</summary>
/// <param name="Kind">Its attention and pooling.</param>
/// <param name="ContextLength">Longest sequence.</param>
/// <param name="VocabularySize">Rows of the token embedding; one past them is the id of <c>[TOK]</c>.</param>
/// <param name="Transformer">The blocks.</param>
public sealed record TextTowerConfiguration(TowerKind Kind, int ContextLength, int VocabularySize, TransformerConfiguration Transformer)
{
    /// <summary>The id whose embedding is given from outside (paper section 3.2).</summary>
    public int TokId => VocabularySize;
}
