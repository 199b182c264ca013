namespace IdClip.Search.Query;

/// <summary>The enrolled person a typed name means.</summary>
/// <param name="Name">The name as enrolled.</param>
/// <param name="Guessed">True where the spelling differs, so that the asker should be told.</param>
internal readonly record struct NameMatch(string Name, bool Guessed);
