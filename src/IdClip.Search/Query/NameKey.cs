using AnyAscii;

namespace IdClip.Search.Query;

/// <summary>A name as it is compared: without case, accents, script or punctuation, words one space apart.</summary>
/// <remarks>Transliterated, because the program runs with invariant globalisation where Unicode normalisation does nothing; so "Мира" is found by "mira" too.</remarks>
internal static class NameKey
{
    /// <summary>The key of a name.</summary>
    public static string Of(string name)
    {
        var key = new System.Text.StringBuilder();
        foreach (var c in name.Transliterate())
            if (char.IsAsciiLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
            else if (c is not ('\'' or '`' or '.') && key.Length > 0 && key[^1] != ' ')
                key.Append(' ');
        return key.ToString().TrimEnd();
    }
}
