namespace IdClip.Models.Clip;

/// <summary>How a photo becomes the pixels an image tower was trained on: resize, then <c>(x / 255 - Mean) / Std</c> per RGB channel.</summary>
/// <param name="Size">Side of the square input in pixels.</param>
/// <param name="Fit">What happens to photos that are not square.</param>
/// <param name="Mean">Three channel means, in 0..1.</param>
/// <param name="Std">Three channel deviations, in 0..1.</param>
public sealed record ImagePreprocessing(int Size, ImageFit Fit, IReadOnlyList<float> Mean, IReadOnlyList<float> Std);
