namespace IdClip.Models.Tokens;

/// <summary>Turns text into the ids of one model's vocabulary. Thread-safe.</summary>
public abstract class TextTokenizer
{
    /// <summary>Longest sequence the text tower takes, start and end tokens included.</summary>
    public abstract int ContextLength { get; }

    /// <summary>The id that stands for <c>[TOK]</c>: one past the vocabulary, its embedding is given from outside (paper section 3.2).</summary>
    public abstract int TokId { get; }

    /// <summary>Encodes <paramref name="text"/>; a text that is too long is cut, keeping the end token.</summary>
    public abstract TokenisedText Encode(string text);
}
