namespace IdClip.Models.Clip;

/// <summary>Learned tokens that are added to a tower's input: visual prompt tuning, or its text counterpart.</summary>
/// <param name="Count">Tokens.</param>
/// <param name="Width">The tower's width.</param>
/// <param name="Values">Row-major <c>[Count, Width]</c>.</param>
public sealed record PromptTokens(int Count, int Width, float[] Values);
