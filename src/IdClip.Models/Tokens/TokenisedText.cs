namespace IdClip.Models.Tokens;

/// <summary>One text as a text tower reads it.</summary>
/// <param name="Ids">Token ids with start and end tokens, at most the context length; a bidirectional tower's are padded to it.</param>
/// <param name="Pool">Position whose output is the text's embedding: the end token for CLIP, the last position for SigLIP.</param>
public readonly record struct TokenisedText(int[] Ids, int Pool);
