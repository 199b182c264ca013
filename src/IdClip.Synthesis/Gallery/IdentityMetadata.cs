namespace IdClip.Synthesis.Gallery;

/// <summary>What is stated of one identity.</summary>
/// <param name="Name">The person's name; null for the folder's, with spaces for underscores.</param>
/// <param name="Gender">Gender presentation.</param>
/// <param name="Age">Age group.</param>
internal sealed record IdentityMetadata(string? Name = null, Gender Gender = Gender.Unknown, AgeGroup Age = AgeGroup.Unknown);
