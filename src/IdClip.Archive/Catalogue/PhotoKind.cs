namespace IdClip.Archive.Catalogue;

/// <summary>What a photo of the catalogue comes from.</summary>
public enum PhotoKind
{
    /// <summary>A picture file.</summary>
    Photo,

    /// <summary>A frame of a video.</summary>
    Video,
}
