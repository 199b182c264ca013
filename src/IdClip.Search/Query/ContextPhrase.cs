using System.Text.RegularExpressions;

namespace IdClip.Search.Query;

/// <summary>Turns a query without its names into a caption a text tower knows: "@{A} and @{B} shaking hands" into "two people shaking hands".</summary>
/// <remarks>Captions name nobody, so a bare removal ("on a beach") is a sentence the tower never saw. Measured in docs/search.md.</remarks>
internal static partial class ContextPhrase
{
    private static readonly string[] Counts = ["", "a person", "two people", "three people", "four people", "five people"];

    // After one of these a noun must follow, so the name's place is kept: "a dog with a person".
    private static readonly HashSet<string> Connectors = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "about", "above", "across", "after", "against", "along", "and", "around", "as", "at", "before", "behind", "below", "beneath",
        "beside", "between", "by", "facing", "for", "from", "in", "inside", "is", "like", "near", "of", "off", "on", "onto", "or",
        "over", "past", "than", "to", "toward", "towards", "under", "upon", "where", "which", "while", "with", "without",
    };

    // A name next to one of these is its name, not a second person: "my friend @{A}", "@{A} a young woman stands".
    private static readonly HashSet<string> PersonNouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "adult", "aunt", "baby", "boy", "brother", "child", "colleague", "cousin", "dad", "daughter", "father", "friend", "girl",
        "grandfather", "grandma", "grandmother", "grandpa", "guy", "husband", "kid", "lady", "man", "mom", "mother", "mum", "neighbour",
        "neighbor", "person", "sister", "son", "teenager", "uncle", "wife", "woman",
    };

    private static readonly HashSet<string> Determiners = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "one", "two", "three", "four", "five", "several", "some", "many",
    };

    // Words that say nothing about the picture: "photos of @{A}" is a question of who, not of what.
    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "all", "an", "and", "any", "every", "find", "image", "images", "in", "me", "my", "of", "or", "photo", "photograph",
        "photographs", "photos", "picture", "pictures", "s", "search", "show", "showing", "snapshot", "snapshots", "the", "with",
    };

    /// <summary>The caption, or null where the query says nothing but names.</summary>
    public static string? Of(IReadOnlyList<QueryPart> parts)
    {
        var words = parts.OfType<QueryWords>().SelectMany(w => Word().Matches(w.Text)).Select(m => m.Value).ToList();
        if (words.Count == 0 || (parts.OfType<QueryPeople>().Any() && words.All(Empty.Contains)))
            return null;
        var stretches = new string[parts.Count];
        for (var i = 0; i < parts.Count; i++)
            stretches[i] = parts[i] switch
            {
                QueryWords text => text.Text,
                QueryPeople people => Stand(people.Wanted.Count, (parts.ElementAtOrDefault(i - 1) as QueryWords)?.Text, (parts.ElementAtOrDefault(i + 1) as QueryWords)?.Text),
                _ => "",
            };
        return HybridQuery.Join(stretches).Trim(' ', ',', '.', ';', ':', '-');
    }

    /// <summary>What stands for the names between two stretches of words.</summary>
    private static string Stand(int people, string? before, string? after)
    {
        if (people == 0)
            return "";
        var last = before is null ? null : LastWord().Match(before) is { Success: true } match ? match.Value : null;
        var next = after is null ? null : FirstWord().Match(after) is { Success: true } first ? first.Value : null;
        var endsQuery = after is null || !Word().IsMatch(after);
        var nounNeeded = last is not null && (Connectors.Contains(last) || last.EndsWith("ing", StringComparison.OrdinalIgnoreCase));
        if (next is not null && Determiners.Contains(next) && !nounNeeded)
            return "";
        if (last is not null && PersonNouns.Contains(last))
            return "";
        if (endsQuery && before is not null && !nounNeeded)
            return "";
        return people < Counts.Length ? Counts[people] : "a group of people";
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[\p{L}\p{N}]+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"[\p{L}\p{N}]+$")]
    private static partial Regex LastWord();
}
