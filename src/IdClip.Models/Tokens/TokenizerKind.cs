namespace IdClip.Models.Tokens;

/// <summary>The tokenizers that are read.</summary>
internal enum TokenizerKind
{
    /// <summary>CLIP's byte-pair encoding from its merges.</summary>
    ClipBpe,

    /// <summary>SentencePiece as SigLIP uses it: punctuation removed, padded with the end token.</summary>
    SigLip,

    /// <summary>Gemma's SentencePiece as SigLIP 2 uses it: padded with 0.</summary>
    SigLip2,
}
