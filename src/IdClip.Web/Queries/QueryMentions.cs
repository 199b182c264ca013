using System.Text;
using System.Text.RegularExpressions;
using IdClip.Search.Query;

namespace IdClip.Web.Queries;

/// <summary>Finds and changes the mentions of a query's text. What they mean is for the query language to say.</summary>
internal static partial class QueryMentions
{
    /// <summary>The whole mentions of a text, in order; what is still being typed is none.</summary>
    public static IReadOnlyList<MentionMark> Of(string text)
    {
        var roles = RolesOf(text);
        return [.. Mention().Matches(text).Select(m => new MentionMark(
            m.Index, m.Length,
            m.Groups["name"] is { Success: true } name ? name.Value.Trim() : null,
            roles.TryGetValue(m.Index + m.Groups["sign"].Length, out var role) ? role
                : m.Groups["sign"].Value is "" or "+" ? MentionRole.Wanted : MentionRole.Excluded))];
    }

    /// <summary>The mention that the caret stands in or beside, the one before it first.</summary>
    public static MentionMark? At(string text, int caret)
    {
        var marks = Of(text);
        return marks.LastOrDefault(m => m.Start < caret && caret <= m.End) ?? marks.FirstOrDefault(m => m.Start == caret);
    }

    /// <summary>The roles that a mention may be given.</summary>
    public static IReadOnlyList<MentionRole> RolesFor(string text, MentionMark mark) =>
        NeighbourOf(text, mark) is null
            ? [MentionRole.Wanted, MentionRole.Excluded, MentionRole.Only]
            : [MentionRole.Wanted, MentionRole.Excluded, MentionRole.Either, MentionRole.Only];

    /// <summary>The text in which a mention has another role.</summary>
    /// <returns>The text and where the mention ends in it.</returns>
    public static (string Text, int Caret) Switch(string text, MentionMark mark, MentionRole role)
    {
        // "only" is said of a whole list of names.
        if (mark.Role == MentionRole.Only && role == MentionRole.Wanted)
            (text, mark) = WithoutOnly(text, mark);
        var neighbour = role == MentionRole.Either ? NeighbourOf(text, mark) : null;
        var plain = WithoutSign(text, mark);
        if (neighbour is { } other)
        {
            var (first, second) = other.Start < mark.Start ? (other, mark) : (mark, other);
            var start = OnlyBefore().Replace(text[..first.Start], "");
            var left = $"{start}{WithoutSign(text, first)} or ";
            var whole = left + WithoutSign(text, second);
            return (whole + text[second.End..], second == mark ? whole.Length : left.Length - " or ".Length);
        }

        // Whatever tied it to its neighbours goes; a space stays.
        var before = OnlyBefore().Replace(OrBefore().Replace(OnlyBefore().Replace(text[..mark.Start], ""), " "), "");
        var after = OrAfter().Replace(OnlyAfter().Replace(text[mark.End..], ""), " ");
        before += role switch { MentionRole.Excluded => "-", MentionRole.Only => "only ", _ => "" };
        return (before + plain + after, before.Length + plain.Length);
    }

    /// <summary>The text without a mention.</summary>
    /// <returns>The text and where the mention was.</returns>
    public static (string Text, int Caret) Remove(string text, MentionMark mark)
    {
        var before = OnlyBefore().Replace(OrBefore().Replace(OnlyBefore().Replace(text[..mark.Start], ""), " "), "").TrimEnd();
        var after = OrAfter().Replace(OnlyAfter().Replace(text[mark.End..], ""), " ").TrimStart();
        var gap = before.Length > 0 && after.Length > 0 ? " " : "";
        return (before + gap + after, before.Length + gap.Length);
    }

    /// <summary>The text that names these people too, before all else.</summary>
    public static string Add(string text, IEnumerable<string> names)
    {
        var there = Of(text).Select(m => m.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return string.Join(' ', [.. names.Where(name => !there.Contains(name)).Select(name => new PersonMention(name, 0).ToString()), text.Trim()]).Trim();
    }

    /// <summary>The text that does not name these people.</summary>
    public static string Remove(string text, IEnumerable<string> names)
    {
        foreach (var name in names)
            if (Of(text).FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)) is { } mark)
                text = Remove(text, mark).Text;
        return text.Trim();
    }

    /// <summary>The mention that an "or" would tie this one to: the one before, else the one after, with nothing but a joiner between.</summary>
    private static MentionMark? NeighbourOf(string text, MentionMark mark)
    {
        var marks = Of(text);
        var before = marks.LastOrDefault(m => m.End <= mark.Start);
        if (before is not null && Joiner().IsMatch(text[before.End..mark.Start]))
            return before;
        var after = marks.FirstOrDefault(m => m.Start >= mark.End);
        return after is not null && Joiner().IsMatch(text[mark.End..after.Start]) ? after : null;
    }

    private static (string Text, MentionMark Mark) WithoutOnly(string text, MentionMark mark)
    {
        var marks = Of(text);
        var place = marks.ToList().FindIndex(m => m.Start == mark.Start);
        var (first, last) = (place, place);
        while (first > 0 && Joiner().IsMatch(text[marks[first - 1].End..marks[first].Start]))
            first--;
        while (last < marks.Count - 1 && Joiner().IsMatch(text[marks[last].End..marks[last + 1].Start]))
            last++;
        var changed = new StringBuilder(OnlyBefore().Replace(text[..marks[first].Start], ""));
        for (var i = first; i <= last; i++)
        {
            changed.Append(text, marks[i].Start, marks[i].Length);
            if (i < last)
                changed.Append(Only().Replace(text[marks[i].End..marks[i + 1].Start], ""));
        }
        var plain = changed.Append(OnlyAfter().Replace(text[marks[last].End..], "")).ToString();
        return (plain, Of(plain)[place]);
    }

    private static string WithoutSign(string text, MentionMark mark) => text[mark.Start..mark.End].TrimStart('+', '-', '\u2013', '\u2212');

    private static Dictionary<int, MentionRole> RolesOf(string text)
    {
        var roles = new Dictionary<int, MentionRole>();
        try
        {
            foreach (var people in HybridQuery.Parse(text).Parts.OfType<QueryPeople>())
            {
                foreach (var choice in people.Wanted)
                    foreach (var person in choice.AnyOf)
                        roles[person.Position] = choice.AnyOf.Count > 1 ? MentionRole.Either : people.Only ? MentionRole.Only : MentionRole.Wanted;
                foreach (var person in people.Excluded)
                    roles[person.Position] = MentionRole.Excluded;
            }
        }
        catch (QueryException)
        {
            // Not yet a query; the signs say what they can.
        }
        return roles;
    }

    [GeneratedRegex("""(?<sign>(?<![^\s,(])[-+\u2013\u2212])?@(?:\{(?<name>[^{}@]*[^\s{}@][^{}@]*)\}|["\u201C\u201D](?<name>[^"\u201C\u201D]*[^\s"\u201C\u201D][^"\u201C\u201D]*)["\u201C\u201D]|unknown(?![\p{L}\p{M}\p{N}_]))""", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex(@"\bonly\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Only();

    [GeneratedRegex(@"(?<![\p{L}\p{N}'\u2019-])(?:only\s+)+$", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyBefore();

    [GeneratedRegex(@"^(?:\s*only(?![\p{L}\p{N}'\u2019-]))+", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyAfter();

    [GeneratedRegex(@"(?<=[}\u201D""]|@unknown)(?:\s*,\s*(?:or\s+)?|\s*or\s+)$", RegexOptions.IgnoreCase)]
    private static partial Regex OrBefore();

    [GeneratedRegex(@"^\s*(?:,\s*(?:or\s+)?|or\s+)(?=[-+\u2013\u2212]?@)", RegexOptions.IgnoreCase)]
    private static partial Regex OrAfter();

    [GeneratedRegex(@"^\s*,?\s*(?:only\s+)*(?:(?:and|or|with)\b|&)?\s*(?:only\s+)*$", RegexOptions.IgnoreCase)]
    private static partial Regex Joiner();
}
