using System.Globalization;
using IdClip.Archive.Catalogue;

namespace IdClip.Web.Answers;

/// <summary>Numbers of answers as text and as CSS.</summary>
internal static class EvidenceText
{
    /// <summary>A probability as the reasons write it: .97, and &gt;.99 where it only rounds to one.</summary>
    public static string Of(double probability) => probability switch
    {
        >= .995 => ">.99",
        > 0 and < .005 => "<.01",
        _ => probability.ToString("0.00", CultureInfo.InvariantCulture)[1..],
    };

    /// <summary>A share of 1 as a CSS percentage.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(share, 0, 1) * 100:0.##}%");

    /// <summary>Seconds as a script and CSS read them.</summary>
    public static string Seconds(double seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>A face's place over its photo, as CSS.</summary>
    public static string Place(FaceDetails face, PhotoDetails photo) =>
        $"left:{Percent(face.X / photo.Width)};top:{Percent(face.Y / photo.Height)};" +
        $"width:{Percent(face.Width / photo.Width)};height:{Percent(face.Height / photo.Height)}";

    /// <summary>A track as a script reads it: second, left, top, width and height of each place, the last four as shares of the picture.</summary>
    public static string Places(FaceTrack track, PhotoDetails photo) => string.Join(' ', track.Places.Select(p => string.Create(CultureInfo.InvariantCulture,
        $"{p.Seconds},{p.X / photo.Width:0.####},{p.Y / photo.Height:0.####},{p.Width / photo.Width:0.####},{p.Height / photo.Height:0.####}")));

    /// <summary>Width to height, as CSS; photos that are very wide or very high are cropped in the grid.</summary>
    public static string Ratio(PhotoDetails photo) =>
        Math.Clamp((double)photo.Width / Math.Max(1, photo.Height), .5, 2.5).ToString("0.###", CultureInfo.InvariantCulture);
}
