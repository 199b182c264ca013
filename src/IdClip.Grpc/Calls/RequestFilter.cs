using System.Globalization;
using IdClip.Archive.Catalogue;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Calls;

/// <summary>Filters of requests.</summary>
internal static class RequestFilter
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The filter that a request asks for.</summary>
    public static PhotoFilter Of(string field, Contract.PhotoFilter? filter) => filter is null ? new() : new()
    {
        From = DayOf($"{field}.from", filter.From),
        To = DayOf($"{field}.to", filter.To),
        Folder = filter.Folder == 0 ? null : filter.Folder,
        Kind = filter.Kind switch
        {
            Contract.PhotoKind.Unspecified => null,
            Contract.PhotoKind.Photo => PhotoKind.Photo,
            Contract.PhotoKind.Video => PhotoKind.Video,
            _ => throw StatusDetails.Invalid($"{field}.kind", $"It is {(int)filter.Kind}; ask for a photo or a video."),
        },
    };

    /// <summary>The filter as a request states it.</summary>
    public static Contract.PhotoFilter ToContract(PhotoFilter filter) => new()
    {
        From = filter.From?.ToString(Day, CultureInfo.InvariantCulture) ?? "",
        To = filter.To?.ToString(Day, CultureInfo.InvariantCulture) ?? "",
        Folder = filter.Folder ?? 0,
        Kind = filter.Kind switch { null => Contract.PhotoKind.Unspecified, PhotoKind.Video => Contract.PhotoKind.Video, _ => Contract.PhotoKind.Photo },
    };

    private static DateOnly? DayOf(string field, string text) =>
        text.Length == 0 ? null
        : DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw StatusDetails.Invalid(field, "It is no day; write it as 2024-05-31.");
}
