namespace IdClip.Archive.Catalogue;

/// <summary>A folder that the archive has photos or videos of.</summary>
/// <param name="Id">Its id in the catalogue.</param>
/// <param name="Path">Absolute.</param>
public sealed record PhotoFolder(long Id, string Path);
