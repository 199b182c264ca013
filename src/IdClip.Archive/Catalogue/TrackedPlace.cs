namespace IdClip.Archive.Catalogue;

/// <summary>Where a face was at a moment of its video; pixels of the frame that the face is of.</summary>
/// <param name="Seconds">The moment, to a millisecond.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct TrackedPlace(double Seconds, float X, float Y, float Width, float Height);
