namespace IdClip.Xmp.Exchange;

/// <summary>A file that was left as it was.</summary>
/// <param name="File">The photo or sidecar.</param>
/// <param name="Reason">Why, in a sentence or two.</param>
public sealed record FileProblem(string File, string Reason);
