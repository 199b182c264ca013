using System.Collections.Frozen;

namespace IdClip.Archive.Ingest;

/// <summary>The extensions that are indexed.</summary>
internal static class PhotoFormats
{
    private static readonly FrozenDictionary<string, PhotoFormat> ByExtension = new Dictionary<string, PhotoFormat>
    {
        [".jpg"] = PhotoFormat.Picture,
        [".jpeg"] = PhotoFormat.Picture,
        [".png"] = PhotoFormat.Picture,
        [".webp"] = PhotoFormat.Picture,
        [".heic"] = PhotoFormat.Picture,
        [".heif"] = PhotoFormat.Picture,
        [".avif"] = PhotoFormat.Picture,
        [".tif"] = PhotoFormat.Picture,
        [".tiff"] = PhotoFormat.Picture,
        [".gif"] = PhotoFormat.Picture,
        [".mp4"] = PhotoFormat.Video,
        [".m4v"] = PhotoFormat.Video,
        [".mov"] = PhotoFormat.Video,
        [".mkv"] = PhotoFormat.Video,
        [".webm"] = PhotoFormat.Video,
        [".avi"] = PhotoFormat.Video,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static PhotoFormat Of(string file) => ByExtension.GetValueOrDefault(Path.GetExtension(file));
}
