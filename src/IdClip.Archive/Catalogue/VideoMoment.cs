using System.Globalization;

namespace IdClip.Archive.Catalogue;

/// <summary>Moments of a video in words.</summary>
public static class VideoMoment
{
    /// <summary>0:07, 1:02:40.</summary>
    public static string Text(double seconds) =>
        TimeSpan.FromSeconds(seconds).ToString(seconds < 3600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
