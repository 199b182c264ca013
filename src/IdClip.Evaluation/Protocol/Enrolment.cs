namespace IdClip.Evaluation.Protocol;

/// <summary>A person and the photos that show what they look like.</summary>
/// <param name="Name">The person's name, as manifests write it.</param>
/// <param name="Photos">Absolute paths of the enrolment photos.</param>
public sealed record Enrolment(string Name, IReadOnlyList<string> Photos);
