namespace IdClip.Synthesis.Run;

/// <summary>A caption in one template.</summary>
/// <param name="Caption">The plain caption.</param>
/// <param name="Template">The template, which the seed chose among those that the caption allows.</param>
/// <param name="Text">With the prompt token (conf1).</param>
/// <param name="Named">With the name (baseline).</param>
internal sealed record EnrichedCaption(string Caption, string Template, string Text, string Named);
