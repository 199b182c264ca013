namespace IdClip.Models.Store;

/// <summary>One file that <c>idclip models verify</c> looked at.</summary>
/// <param name="Model">The model it belongs to.</param>
/// <param name="Path">The file.</param>
/// <param name="Problem">What is wrong with it, or null when it is as recorded.</param>
public sealed record VerifiedFile(string Model, string Path, string? Problem);
