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

    /// <summary>A moment of a video: 0:07, 1:02:40.</summary>
    public static string Moment(double seconds) =>
        TimeSpan.FromSeconds(seconds).ToString(seconds < 3600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>A face's place over its photo, as CSS.</summary>
    public static string Place(FaceDetails face, PhotoDetails photo) =>
        $"left:{Percent(face.X / photo.Width)};top:{Percent(face.Y / photo.Height)};" +
        $"width:{Percent(face.Width / photo.Width)};height:{Percent(face.Height / photo.Height)}";

    /// <summary>Width to height, as CSS; photos that are very wide or very high are cropped in the grid.</summary>
    public static string Ratio(PhotoDetails photo) =>
        Math.Clamp((double)photo.Width / Math.Max(1, photo.Height), .5, 2.5).ToString("0.###", CultureInfo.InvariantCulture);
}
