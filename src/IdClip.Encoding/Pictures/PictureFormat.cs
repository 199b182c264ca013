namespace IdClip.Encoding.Pictures;

/// <summary>The file formats that are read. Everything else libvips could open (SVG, PDF, Magick's) is refused: those decoders are not meant for untrusted files.</summary>
internal enum PictureFormat
{
    Unknown,
    Jpeg,
    Png,
    WebP,
    Gif,
    Tiff,
    Avif,
    Heic,
}
