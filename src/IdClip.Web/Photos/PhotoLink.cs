using System.Globalization;
using System.Security.Cryptography;
using IdClip.Archive.Catalogue;

namespace IdClip.Web.Photos;

/// <summary>Addresses of a photo's pictures. They hold its id and a version, never its path.</summary>
/// <remarks>
/// A browser may keep a picture for ever under its address. The version tells archives apart that were served on the same port
/// one after the other, and a file that was replaced.
/// </remarks>
internal static class PhotoLink
{
    /// <summary>Widths that thumbnails are made in, in pixels; others are served in the next one.</summary>
    public static readonly IReadOnlyList<int> Widths = [160, 320, 480, 640, 960, 1440];

    /// <summary>The address of a thumbnail.</summary>
    public static string Thumbnail(PhotoDetails photo, int width) =>
        string.Create(CultureInfo.InvariantCulture, $"/photos/{photo.Id}/thumbnail?width={width}&v={VersionOf(photo)}");

    /// <summary>The same picture in all widths, for <c>srcset</c>.</summary>
    public static string Thumbnails(PhotoDetails photo)
    {
        var version = VersionOf(photo);
        return string.Join(", ", Widths.Where(w => w <= 960).Select(w =>
            string.Create(CultureInfo.InvariantCulture, $"/photos/{photo.Id}/thumbnail?width={w}&v={version} {w}w")));
    }

    /// <summary>The address of the picture at its full size.</summary>
    public static string Full(PhotoDetails photo) =>
        string.Create(CultureInfo.InvariantCulture, $"/photos/{photo.Id}?v={VersionOf(photo)}");

    /// <summary>The address of the video that a frame is of, from the frame's moment on.</summary>
    public static string Video(PhotoDetails frame) =>
        string.Create(CultureInfo.InvariantCulture, $"/photos/{frame.Id}/video?v={VersionOf(frame)}#t={frame.FrameSeconds}");

    /// <summary>Sixteen hex digits that change with the archive, the file and the frame.</summary>
    public static string VersionOf(PhotoDetails photo)
    {
        var changed = File.GetLastWriteTimeUtc(photo.Path).Ticks;
        var key = string.Create(CultureInfo.InvariantCulture, $"{photo.Path}\n{changed}\n{photo.FrameSeconds}");
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)).AsSpan(0, 8));
    }
}
