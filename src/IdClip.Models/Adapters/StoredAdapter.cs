namespace IdClip.Models.Adapters;

/// <summary>An adapter that is on this machine.</summary>
/// <param name="Name">What commands call it.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Manifest">Its description, or null when that can't be read.</param>
/// <param name="Problem">Why not, or null.</param>
public sealed record StoredAdapter(string Name, string Folder, AdapterManifest? Manifest, string? Problem);
