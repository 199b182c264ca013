namespace IdClip.Models.Store;

/// <summary>One file of a catalogued model.</summary>
/// <param name="Name">Its name in the model's folder.</param>
/// <param name="Size">Bytes, or null where the source does not promise them.</param>
/// <param name="Sha256">Lower-case hex sha256, or null: then a download is checked against the hash that the host states, and is called not pinned.</param>
/// <param name="Url">Where it is downloaded from, or null for a file that comes with IdClip.</param>
public sealed record CatalogueFile(string Name, long? Size = null, string? Sha256 = null, Uri? Url = null);
