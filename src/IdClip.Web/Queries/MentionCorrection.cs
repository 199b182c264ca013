using System.Text.RegularExpressions;
using IdClip.Search.Query;

namespace IdClip.Web.Queries;

/// <summary>Finds and corrects a name in a query that could not be answered.</summary>
internal static partial class MentionCorrection
{
    /// <summary>The query with the mention at <paramref name="position"/> replaced; null where no mention starts there.</summary>
    public static string? Replace(string query, int position, string name) =>
        LengthAt(query, position) is > 0 and var length
            ? query[..position] + new PersonMention(name, position) + query[(position + length)..]
            : null;

    /// <summary>Characters of the mention at <paramref name="position"/>; 0 where none starts there.</summary>
    public static int LengthAt(string query, int position) =>
        position >= 0 && position < query.Length && Mention().Match(query, position) is { Success: true } match ? match.Length : 0;

    [GeneratedRegex("""\G@(?:\{[^{}@]*\}?|["\u201C\u201D][^"\u201C\u201D]*["\u201C\u201D]?|[\p{L}\p{M}\p{N}]+(?:(?!['\u2019][sS](?![\p{L}\p{M}\p{N}]))[-'\u2019._][\p{L}\p{M}\p{N}]+)*)""")]
    private static partial Regex Mention();
}
