namespace IdClip.Encoding.Pictures;

/// <summary>The filters of Pillow's <c>Image.resize</c>, widened by the reduction so that nothing aliases.</summary>
internal enum ResampleKernel
{
    /// <summary>Triangle.</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = -0.5, as in Pillow (OpenCV and PyTorch tensors use -0.75).</summary>
    Bicubic,
}
