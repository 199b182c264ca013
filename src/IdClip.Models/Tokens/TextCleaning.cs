using System.Net;
using System.Text.RegularExpressions;

namespace IdClip.Models.Tokens;

/// <summary>What CLIP does to a text before it is split: HTML entities twice, straight quotes, single spaces, lower case.</summary>
internal static partial class TextCleaning
{
    public static string Clean(string text)
    {
        var plain = WebUtility.HtmlDecode(WebUtility.HtmlDecode(text));
        plain = DoubleQuote().Replace(SingleQuote().Replace(plain, "'"), "\"");
        // Python lowers this one letter to two.
        return WhiteSpace().Replace(plain, " ").Trim().Replace("İ", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex("[\u2018-\u201B]")]
    private static partial Regex SingleQuote();

    [GeneratedRegex("[\u201C-\u201F]")]
    private static partial Regex DoubleQuote();
}
