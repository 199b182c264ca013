namespace IdClip.Synthesis.Marking;

/// <summary>What a marked picture says of itself.</summary>
/// <param name="Description">One or two sentences for people.</param>
/// <param name="Sources">Identifiers of the pictures it was made from, such as <c>sha256:...</c>.</param>
public sealed record SyntheticNote(string Description, IReadOnlyList<string> Sources);
