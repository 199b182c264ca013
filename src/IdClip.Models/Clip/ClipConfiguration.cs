namespace IdClip.Models.Clip;

/// <summary>A dual encoder as data: what both the ONNX graphs and the training code are built from.</summary>
/// <param name="EmbedDim">Width of the shared embedding space.</param>
/// <param name="Image">The image tower.</param>
/// <param name="Text">The text tower.</param>
public sealed record ClipConfiguration(int EmbedDim, ImageTowerConfiguration Image, TextTowerConfiguration Text);
