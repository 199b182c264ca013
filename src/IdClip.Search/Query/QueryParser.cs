using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IdClip.Search.Query;

/// <summary>Reads the query language (docs/search.md): names after @, everything else is the caption's words.</summary>
internal static partial class QueryParser
{
    /// <summary>Longest query, in UTF-16 units; a caption rarely has more than 200.</summary>
    public const int MaxLength = 1000;

    /// <summary>Longest name, in UTF-16 units.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Most names in one query.</summary>
    public const int MaxNames = 20;

    private enum Joiner { Words, List, Comma, Or }

    private readonly record struct Mention(PersonMention Person, bool Excluded, int Start, int End);

    /// <summary>Reads a query.</summary>
    /// <exception cref="QueryException">It is not written in the query language.</exception>
    public static HybridQuery Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
            throw Syntax($"The query has {text.Length} characters; at most {MaxLength} are read. Shorten it.", MaxLength);
        if (string.IsNullOrWhiteSpace(text))
            throw Syntax("The query is empty. Write what to look for, for example: @{Mira Okafor} on a beach", 0);

        var query = new HybridQuery(PartsOf(text, MentionsOf(text)));
        Check(query);
        return query;
    }

    /// <summary>Refuses queries that contradict themselves; used again once names are resolved.</summary>
    /// <exception cref="QueryException">A name is there twice, or both wanted and excluded, or nothing is asked for.</exception>
    public static void Check(HybridQuery query)
    {
        var wanted = query.Wanted.SelectMany(w => w.AnyOf).ToList();
        if (wanted.Count + query.Excluded.Count > MaxNames)
            throw Syntax($"The query has {wanted.Count + query.Excluded.Count} names; at most {MaxNames} are read.", null);

        var seen = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var (person, excluded) in wanted.Select(p => (p, false)).Concat(query.Excluded.Select(p => (p, true))))
        {
            var key = person.Name ?? "@unknown";
            // Two strangers are two faces; two of one person are a slip.
            if (seen.TryAdd(key, excluded) || (person.IsUnknown && !excluded && !seen[key]))
                continue;
            throw seen[key] == excluded
                ? Syntax($"{person} is in the query twice. Name each person once.", person.Position)
                : Syntax($"{person} is both wanted and excluded. Remove one of the two.", person.Position);
        }

        if (query.Parts.OfType<QueryPeople>().FirstOrDefault(p => p.Only && p.Wanted.Count == 0) is { } lonely)
            throw Syntax("\"only\" says that nobody else may be there, so it needs somebody who is: only @{Name}", lonely.Excluded[0].Position);
        if (wanted.Count == 0 && query.Context is null)
            throw query.Excluded.Count > 0
                ? Syntax($"-{query.Excluded[0]} alone would list nearly every photo. Say also what or who should be in it, for example: " +
                    $"-{query.Excluded[0]} on a beach", query.Excluded[0].Position)
                : Syntax("The query has no words. Write what to look for, for example: @{Mira Okafor} on a beach", 0);
    }

    private static List<Mention> MentionsOf(string text)
    {
        var mentions = new List<Mention>();
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', mentions[^1].End))
        {
            var from = mentions.Count > 0 ? mentions[^1].End : 0;
            var signed = at > from && text[at - 1] is '+' or '-' or '\u2013' or '\u2212'
                && (at - 1 == from || char.IsWhiteSpace(text[at - 2]) || text[at - 2] is ',' or '(');
            if (!signed && at > from && char.IsLetterOrDigit(text[at - 1]))
                throw Syntax("This @ stands inside a word. Put a space before it; names are written @{Name}.", at);
            var (name, end) = NameAt(text, at);
            mentions.Add(new(new(name, at), signed && text[at - 1] != '+', signed ? at - 1 : at, end));
        }
        return mentions;
    }

    private static (string? Name, int End) NameAt(string text, int at)
    {
        var rest = text.AsSpan(at + 1);
        string name;
        int end;
        if (rest.StartsWith("{"))
        {
            var close = rest[1..].IndexOfAny("{}@");
            if (close < 0 || rest[1 + close] != '}')
                throw Syntax("The brace after this @ is not closed. Write the name as @{Name}.", at);
            (name, end) = (rest.Slice(1, close).ToString(), at + 3 + close);
        }
        else if (rest.Length > 0 && rest[0] is '"' or '\u201C' or '\u201D')
        {
            var close = rest[1..].IndexOfAny("\"\u201C\u201D");
            if (close < 0)
                throw Syntax("The quotation mark after this @ is not closed. Write the name as @\"Name\" or @{Name}.", at);
            (name, end) = (rest.Slice(1, close).ToString(), at + 3 + close);
        }
        else
        {
            var length = BareNameLength(rest);
            if (length == 0)
                throw Syntax("A name must follow this @, for example @{Mira Okafor}.", at);
            (name, end) = (rest[..length].ToString(), at + 1 + length);
            if (name.Equals("unknown", StringComparison.OrdinalIgnoreCase))
                return (null, end);
        }

        name = Collapse(name);
        if (name.Length == 0)
            throw Syntax("The name after this @ is empty. Write it as @{Name}.", at);
        if (name.Length > MaxNameLength)
            throw Syntax($"The name after this @ has {name.Length} characters; at most {MaxNameLength} are read.", at);
        return (name, end);
    }

    /// <summary>Letters, digits and marks, with - ' . or _ between two of them: O'Brien, Jean-Luc; a closing 's belongs to the words.</summary>
    private static int BareNameLength(ReadOnlySpan<char> text)
    {
        int length = 0, offset = 0;
        while (offset < text.Length && Rune.DecodeFromUtf16(text[offset..], out var rune, out var used) == System.Buffers.OperationStatus.Done)
        {
            var letter = Rune.IsLetterOrDigit(rune)
                || (offset > 0 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
            if (letter)
                length = offset + used;
            else if (length < offset || length == 0 || rune.Value is not ('-' or '\'' or '\u2019' or '.' or '_'))
                break;
            offset += used;
        }
        return length > 2 && text[length - 1] is 's' or 'S' && text[length - 2] is '\'' or '\u2019' ? length - 2 : length;
    }

    private static List<QueryPart> PartsOf(string text, List<Mention> mentions)
    {
        var parts = new List<QueryPart>();
        var only = false;
        for (var i = 0; i < mentions.Count;)
        {
            var before = text[(i == 0 ? 0 : mentions[i - 1].End)..mentions[i].Start];
            // An "only" right after the last list was read with it.
            if (i > 0)
                before = OnlyAfter().Replace(before, "", 1);
            if (OnlyBefore().Match(before) is { Success: true } match)
                (only, before) = (true, before[..match.Index]);
            AddWords(parts, before);

            var joiners = new List<Joiner>();
            var end = i + 1;
            for (; end < mentions.Count; end++)
            {
                var (joiner, marked) = JoinerOf(text[mentions[end - 1].End..mentions[end].Start]);
                if (joiner == Joiner.Words)
                    break;
                joiners.Add(joiner);
                only |= marked;
            }
            only |= OnlyAfter().IsMatch(text[mentions[end - 1].End..(end < mentions.Count ? mentions[end].Start : text.Length)]);
            parts.Add(ListOf(mentions[i..end], joiners, only));
            (only, i) = (false, end);
        }
        var tail = mentions.Count == 0 ? text : OnlyAfter().Replace(text[mentions[^1].End..], "", 1);
        AddWords(parts, tail);
        return parts;
    }

    private static QueryPeople ListOf(List<Mention> mentions, List<Joiner> joiners, bool only)
    {
        // In "A, B or C" the comma is an or too.
        for (var i = joiners.Count - 2; i >= 0; i--)
            if (joiners[i] == Joiner.Comma && joiners[i + 1] == Joiner.Or)
                joiners[i] = Joiner.Or;

        var wanted = new List<PersonChoice>();
        var excluded = new List<PersonMention>();
        for (var i = 0; i < mentions.Count; i++)
        {
            var choice = new List<PersonMention> { mentions[i].Person };
            var first = mentions[i];
            for (; i < joiners.Count && joiners[i] == Joiner.Or; i++)
                choice.Add(mentions[i + 1].Person);
            if (choice.Count == 1 && first.Excluded)
                excluded.Add(first.Person);
            else if (mentions.FirstOrDefault(m => m.Excluded && choice.Contains(m.Person)) is { Person: { } wrong })
                throw Syntax($"-{wrong} cannot stand in an \"or\". Write the exclusion apart from it.", wrong.Position);
            else
                wanted.Add(new(choice));
        }
        return new(wanted, excluded, only);
    }

    private static (Joiner Joiner, bool Only) JoinerOf(string between)
    {
        if (ListJoiner().Match(between) is not { Success: true } match)
            return (Joiner.Words, false);
        var joiner = match.Groups["word"].Value.Equals("or", StringComparison.OrdinalIgnoreCase) ? Joiner.Or
            : match.Groups["word"].Length == 0 && match.Groups["comma"].Length > 0 ? Joiner.Comma
            : Joiner.List;
        return (joiner, match.Groups["only"].Captures.Any(c => c.Length > 0));
    }

    private static void AddWords(List<QueryPart> parts, string text)
    {
        text = Collapse(text);
        if (text.Length == 0)
            return;
        if (parts.Count > 0 && parts[^1] is QueryWords last)
            parts[^1] = new QueryWords($"{last.Text} {text}");
        else
            parts.Add(new QueryWords(text));
    }

    private static string Collapse(string text) => WhiteSpace().Replace(text, " ").Trim();

    private static QueryException Syntax(string message, int? position) => new(QueryProblem.Syntax, message, position);

    // "not only @{A}" and "the only @{A}" are ordinary English and stay words.
    [GeneratedRegex(@"(?<!\b(?:not|the)\s+)(?<![\p{L}\p{N}'\u2019-])(?:only\s+)*only\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyBefore();

    [GeneratedRegex(@"^(?:\s*only(?![\p{L}\p{N}'\u2019-]))+", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyAfter();

    [GeneratedRegex(@"^\s*(?<comma>,?)\s*(?<only>(?:only\b\s*)*)\s*(?<word>(?:(?:and|or|with)\b|&)?)\s*(?<only>(?:only\b\s*)*)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ListJoiner();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex WhiteSpace();
}
