using System.Buffers;

namespace IdClip.Web.Queries;

/// <summary>The part of a query that may become a name: what completion replaces.</summary>
/// <param name="Start">Where it starts, the @ included.</param>
/// <param name="Length">How far it goes, up to the caret.</param>
/// <param name="Letters">What was typed of the name.</param>
/// <param name="Marked">Whether an @ says that it is a name; otherwise it may be an ordinary word.</param>
public sealed record NameBeingTyped(int Start, int Length, string Letters, bool Marked)
{
    private static readonly SearchValues<char> WordBounds = SearchValues.Create(" ,(}\"@");

    /// <summary>Fewer letters of an unmarked word say too little: "on" is not Onur.</summary>
    private const int FewestLetters = 2;

    /// <summary>The name that ends at the caret, or null where the caret stands in none.</summary>
    /// <param name="text">The query so far.</param>
    /// <param name="caret">0..text.Length.</param>
    public static NameBeingTyped? At(string text, int caret)
    {
        caret = Math.Clamp(caret, 0, text.Length);
        var before = text.AsSpan(0, caret);
        var at = before.LastIndexOf('@');
        if (at >= 0)
        {
            var rest = before[(at + 1)..];
            var opened = rest.Length > 0 && rest[0] is '{' or '"';
            var closed = opened && rest[1..].IndexOfAny('}', '"') >= 0;
            // A name without brackets is one word.
            if (opened ? !closed : rest.IndexOf(' ') < 0)
                return new(at, caret - at, rest[(opened ? 1 : 0)..].Trim().ToString(), Marked: true);
        }

        var start = before.LastIndexOfAny(WordBounds) + 1;
        var word = before[start..];
        if (word.Length < FewestLetters || !char.IsLetter(word[0]) || (caret < text.Length && char.IsLetterOrDigit(text[caret])))
            return null;
        return new(start, caret - start, word.ToString(), Marked: false);
    }

    /// <summary>Whether a completed name is worth offering: an ordinary word must begin one of the name's words, typing errors excluded.</summary>
    public bool Suggests(string name) =>
        Marked || name.Split(' ').Any(part => part.StartsWith(Letters, StringComparison.OrdinalIgnoreCase));

    /// <summary>Puts a name in place of what was typed.</summary>
    /// <returns>The query, and where the caret belongs.</returns>
    public (string Text, int Caret) Complete(string text, string name)
    {
        var mention = new IdClip.Search.Query.PersonMention(name, Start).ToString();
        var rest = text[(Start + Length)..];
        // The bracket that a person typed ahead, or an editor added.
        if (Marked && rest.StartsWith('}'))
            rest = rest[1..];
        if (!rest.StartsWith(' '))
            rest = " " + rest;
        return (text[..Start] + mention + rest, Start + mention.Length + 1);
    }
}
