namespace IdClip.Archive.Catalogue;

/// <summary>The size of an upright photo in pixels.</summary>
/// <param name="Width">Pixels, at least 1.</param>
/// <param name="Height">Pixels, at least 1.</param>
public readonly record struct PhotoSize(int Width, int Height);
