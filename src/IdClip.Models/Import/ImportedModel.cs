namespace IdClip.Models.Import;

/// <summary>What an import did.</summary>
/// <param name="Name">The model's name in the store.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Identity">Lower-case hex sha256 of the weights as they were given.</param>
/// <param name="Notes">What was assumed or is missing, for people.</param>
public sealed record ImportedModel(string Name, string Folder, string Identity, IReadOnlyList<string> Notes);
