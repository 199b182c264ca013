namespace IdClip.Xmp;

/// <summary>A face with its name.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Box">Where the face is in the upright picture.</param>
public sealed record NamedRegion(string Name, RegionBox Box);
