using System.Globalization;
using IdClip.Archive.Catalogue;

namespace IdClip.Web.Queries;

/// <summary>Links that hold the whole search.</summary>
internal static class QueryLink
{
    /// <summary>What <c>copies</c> says where near-copies answer one by one.</summary>
    public const string EveryCopy = "every";

    private const string Day = "yyyy-MM-dd";

    public static string To(string query) => To(new SearchAddress { Query = query });

    public static string To(SearchAddress asked)
    {
        var fields = Fields(asked);
        return fields.Count == 0 ? "/" : $"/?{string.Join('&', fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"))}";
    }

    /// <summary>The fields of a link.</summary>
    public static IReadOnlyList<(string Name, string Value)> Fields(SearchAddress asked)
    {
        var fields = new List<(string, string)>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                fields.Add((name, value));
        }

        Add("q", asked.Query.Trim());
        Add("from", Text(asked.Filter.From));
        Add("to", Text(asked.Filter.To));
        Add("folder", asked.Filter.Folder?.ToString(CultureInfo.InvariantCulture));
        Add("kind", Text(asked.Filter.Kind));
        Add("copies", asked.EveryCopy ? EveryCopy : null);
        Add("like", asked.Like?.ToString(CultureInfo.InvariantCulture));
        Add("example", asked.Example);
        Add("album", asked.Album);
        if (asked.HasExample)
            Add("by", Text(asked.By));
        return fields;
    }

    /// <summary>The search that the fields of a link ask for; what cannot be read is left out.</summary>
    public static SearchAddress AddressOf(Func<string, string?> field) => new()
    {
        Query = field("q")?.Trim() ?? "",
        Filter = new() { From = DayOf(field("from")), To = DayOf(field("to")), Folder = IdOf(field("folder")), Kind = KindOf(field("kind")) },
        EveryCopy = field("copies") == EveryCopy,
        Like = IdOf(field("like")),
        Example = field("example") is { Length: > 0 } word ? word : null,
        Album = field("album") is { Length: > 0 } album ? album : null,
        By = LikenessFrom(field("by")),
    };

    private static long? IdOf(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    public static string? Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string? Text(PhotoKind? kind) => kind switch { PhotoKind.Photo => "photo", PhotoKind.Video => "video", _ => null };

    public static PhotoKind? KindOf(string? text) => text switch { "photo" => PhotoKind.Photo, "video" => PhotoKind.Video, _ => null };

    public static string Text(LikenessOf by) => by switch { LikenessOf.Scene => "scene", LikenessOf.People => "people", _ => "both" };

    public static LikenessOf LikenessFrom(string? text) => text switch { "scene" => LikenessOf.Scene, "people" => LikenessOf.People, _ => LikenessOf.Both };
}
