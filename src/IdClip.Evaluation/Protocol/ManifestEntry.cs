namespace IdClip.Evaluation.Protocol;

/// <summary>One photo of a manifest, with what is known about it.</summary>
/// <param name="File">The file as the manifest writes it, relative to the manifest's folder.</param>
/// <param name="Path">The file's absolute path.</param>
/// <param name="People">Names of everybody in it; empty where nobody is.</param>
/// <param name="Context">A label of the place or deed that other photos may share, or null.</param>
/// <param name="Captions">Sentences that describe it without names.</param>
public sealed record ManifestEntry(
    string File, string Path, IReadOnlyList<string> People, string? Context, IReadOnlyList<string> Captions);
