namespace IdClip.Web.People;

/// <summary>The letters that stand for a person where there is no room for the name.</summary>
internal static class Initials
{
    /// <summary>First letters of the first and the last word.</summary>
    public static string Of(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [] => "?",
            [var one] => First(one),
            [var first, .., var last] => First(first) + First(last),
        };
    }

    private static string First(string word) => System.Globalization.StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
