namespace IdClip.Evaluation.Comparison;

/// <summary>A text that is encoded for a query.</summary>
/// <param name="Text">The text.</param>
/// <param name="Person">Whose face <c>[TOK]</c> in it stands for; null for a text without it.</param>
public readonly record struct PersonText(string Text, string? Person);
