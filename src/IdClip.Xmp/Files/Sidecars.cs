using IdClip.Xmp.Packets;

namespace IdClip.Xmp.Files;

/// <summary>The XMP files beside a photo.</summary>
internal static class Sidecars
{
    private const string Extension = ".xmp";

    /// <summary>Where a sidecar that is not there yet goes: <c>photo.jpg.xmp</c>, which can be no other photo's.</summary>
    public static string NewFor(string photo) => photo + Extension;

    /// <summary>Those that are there: <c>photo.jpg.xmp</c> (digiKam, darktable), then <c>photo.xmp</c> (Lightroom) unless it is another photo's.</summary>
    /// <exception cref="PhotoXmpException">The sidecar can't be read.</exception>
    public static IEnumerable<string> Of(string photo)
    {
        if (Existing(photo) is { } full)
            yield return full;
        if (Existing(Path.ChangeExtension(photo, null)) is { } stem && IsOf(stem, photo))
            yield return stem;
    }

    private static string? Existing(string name) => new[] { name + Extension, name + ".XMP" }.FirstOrDefault(File.Exists);

    /// <summary>Lightroom notes whose sidecar it is; else it is the photo's if no other file has the name.</summary>
    private static bool IsOf(string sidecar, string photo)
    {
        if (XmpPacket.ReadFile(sidecar).Texts(XmpNames.Photoshop, "SidecarForExtension") is [var extension, ..])
            return extension.TrimStart('.').Equals(Path.GetExtension(photo).TrimStart('.'), StringComparison.OrdinalIgnoreCase);
        var stem = Path.GetFileNameWithoutExtension(photo);
        return !Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(photo))!).Select(Path.GetFileName).Any(name =>
            Path.GetFileNameWithoutExtension(name) == stem && name != Path.GetFileName(photo)
            && !Path.GetExtension(name)!.Equals(Extension, StringComparison.OrdinalIgnoreCase));
    }
}
