namespace IdClip.Archive.Catalogue;

/// <summary>A face of a photo; pixels of the upright photo at its full size.</summary>
/// <param name="Id">The face's id in the catalogue.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Score">Detector confidence, 0..1.</param>
public sealed record FaceDetails(long Id, float X, float Y, float Width, float Height, float Score)
{
    /// <summary>How it was followed in its video; null in a photo, and where it was seen at one moment only.</summary>
    public FaceTrack? Track { get; init; }
}
