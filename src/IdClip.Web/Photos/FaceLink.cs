using System.Globalization;
using IdClip.Archive.Catalogue;

namespace IdClip.Web.Photos;

/// <summary>Addresses of cut-outs of faces: the face's id, and the version of its photo's pictures.</summary>
internal static class FaceLink
{
    /// <summary>Sides that cut-outs are made in, in pixels; others are served in the next one.</summary>
    public static readonly IReadOnlyList<int> Sides = [96, 192, 384];

    /// <summary>The address of a cut-out.</summary>
    public static string Of(FaceDetails face, PhotoDetails photo, int side) =>
        string.Create(CultureInfo.InvariantCulture, $"/faces/{face.Id}?side={side}&v={PhotoLink.VersionOf(photo)}");
}
