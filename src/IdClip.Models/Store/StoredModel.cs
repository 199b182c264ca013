namespace IdClip.Models.Store;

/// <summary>A model as <c>idclip models list</c> shows it.</summary>
/// <param name="Name">What commands call it.</param>
/// <param name="Kind">What it does.</param>
/// <param name="About">One line for people; empty for an imported model.</param>
/// <param name="Licence">The weights' licence.</param>
/// <param name="Folder">Where it lies, or null when it has not been pulled.</param>
/// <param name="Size">Bytes on disk, or to download; null where the source does not promise them.</param>
/// <param name="IsPinned">Whether every file's sha256 is known in advance.</param>
public sealed record StoredModel(string Name, ModelKind Kind, string About, string Licence, string? Folder, long? Size, bool IsPinned);
