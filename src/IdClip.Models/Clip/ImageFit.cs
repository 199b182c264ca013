namespace IdClip.Models.Clip;

/// <summary>How a photo that is not square fills a square input.</summary>
public enum ImageFit
{
    /// <summary>Shortest side to the size (bicubic), then the centre: OpenAI's and open_clip's evaluation transform.</summary>
    CropCentre,

    /// <summary>Both sides to the size, aspect not kept: SigLIP and IdClip-mini.</summary>
    Squash,
}
