using System.Globalization;
using System.Text;
using AnyAscii;

namespace IdClip.Archive.People;

/// <summary>The rules of names: what a name may be, and when two are the same.</summary>
internal static class PersonName
{
    public const int MaxLength = 100;

    /// <summary>Trims a name and takes repeated white space together.</summary>
    /// <exception cref="EnrolmentException">It is empty, too long, or has characters that a query could not write.</exception>
    public static string Check(string name)
    {
        name = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (name.Length == 0)
            throw new EnrolmentException("The name is empty. Give the name you will ask for, for example \"Mira Okafor\".");
        if (name.Length > MaxLength)
            throw new EnrolmentException($"The name has {name.Length} characters; at most {MaxLength} are kept. Shorten it.");
        if (name.EnumerateRunes().FirstOrDefault(IsForbidden) is { Value: not 0 } rune)
            throw new EnrolmentException(
                $"The name has the character U+{rune.Value:X4}, which a query @{{Name}} cannot hold. Leave out braces, @ and control characters.");
        if (!name.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            throw new EnrolmentException("The name has no letter. Give the name you will ask for, for example \"Mira Okafor\".");
        return name;
    }

    /// <summary>Two names with one key are one person's: case, accents and the ways to write an accent do not tell people apart.</summary>
    /// <remarks>
    /// The program runs with invariant globalisation, where Unicode normalisation does nothing. Latin letters are therefore folded by their
    /// transliteration; other scripts are compared as they are, since different Chinese names read alike in Latin.
    /// </remarks>
    public static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
            if (rune.Value is < 0x0250 or (>= 0x1E00 and < 0x1F00) or (>= 0xFF01 and < 0xFF5F))
                key.Append(rune.ToString().Transliterate());
            else if (rune.Value is < 0x0300 or >= 0x0370)
                key.Append(rune.ToString());
        return key.ToString().ToLowerInvariant();
    }

    private static bool IsForbidden(Rune rune) =>
        rune.Value is '{' or '}' or '@' or '"' or 0xFFFD || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse;
}
