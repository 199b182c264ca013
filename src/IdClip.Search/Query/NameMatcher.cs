using F23.StringSimilarity;

namespace IdClip.Search.Query;

/// <summary>Finds the enrolled person that a typed name means: the whole name, else some of its words, else their beginnings, else a near spelling.</summary>
/// <param name="names">The names as enrolled.</param>
internal sealed class NameMatcher(IEnumerable<string> names)
{
    private const int Listed = 5;

    private static readonly OptimalStringAlignment Edits = new();

    private readonly Entry[] _entries = [.. names.Select(n => new Entry(n)).OrderBy(e => e.Name, StringComparer.Ordinal)];

    /// <summary>The person meant.</summary>
    /// <param name="mention">A mention with a name.</param>
    /// <exception cref="QueryException">Nobody or several people may be meant.</exception>
    public NameMatch Resolve(PersonMention mention)
    {
        var typed = new Entry(mention.Name!);
        if (_entries.Length == 0)
            throw new QueryException(QueryProblem.Archive,
                $"Nobody is enrolled yet, so {mention} cannot be found. Enrol with 2 to 5 photos: idclip enrol \"{mention.Name}\" photo1.jpg photo2.jpg",
                mention.Position);

        // Two people whose names differ in accents only are told apart by typing them exactly.
        if (_entries.FirstOrDefault(e => e.Name == typed.Name) is { } same)
            return new(same.Name, false);
        foreach (var fits in (ReadOnlySpan<Func<Entry, bool>>)[e => e.Key == typed.Key, e => typed.WordsIn(e, whole: true), e => typed.WordsIn(e, whole: false)])
            if (typed.Key.Length > 0 && _entries.Where(fits).ToList() is { Count: > 0 } found)
                return new(TheOne(mention, found), false);

        var near = _entries.Select(e => (Entry: e, Distance: Distance(typed, e))).OrderBy(e => e.Distance).ToList();
        var close = near.Where(e => e.Distance <= Tolerance(typed.Key.Length) && e.Distance == near[0].Distance).Select(e => e.Entry).ToList();
        if (close.Count > 0)
            return new(TheOne(mention, close), true);

        var candidates = near.Where(e => e.Distance <= 1 + typed.Key.Length / 2).Take(Listed).Select(e => e.Entry.Name).ToList();
        throw new QueryException(QueryProblem.UnknownName,
            $"Nobody called \"{mention.Name}\" is enrolled." +
            (candidates.Count > 0 ? $" Did you mean {List(candidates)}?" : "") +
            $" To add a person: idclip enrol \"{mention.Name}\" photo1.jpg photo2.jpg",
            mention.Position, candidates);
    }

    /// <summary>Names that a half-typed name may become, likeliest first: names that begin so, then names with such a word, then near spellings.</summary>
    /// <param name="typed">May be empty: then the first names in order.</param>
    /// <param name="max">How many at most.</param>
    public IReadOnlyList<string> Complete(string typed, int max)
    {
        var entry = new Entry(typed);
        return [.. _entries
            .Select(e => (e.Name, Rank: Rank(entry, e)))
            .Where(e => e.Rank < 4)
            .OrderBy(e => e.Rank).ThenBy(e => e.Name, StringComparer.Ordinal)
            .Take(max).Select(e => e.Name)];
    }

    private static int Rank(Entry typed, Entry entry) =>
        typed.Key.Length == 0 || entry.Key.StartsWith(typed.Key, StringComparison.Ordinal) ? 0
        : typed.WordsIn(entry, whole: false) ? 1
        : Distance(typed, entry) <= Tolerance(typed.Key.Length) ? 2
        // "mirra o" on its way to "Mira Okafor": compare with as much of the name as is typed.
        : Enumerable.Range(typed.Key.Length - 1, 3).Min(n => Edits.Distance(typed.Key, entry.Key[..Math.Min(entry.Key.Length, n)])) <= Tolerance(typed.Key.Length) ? 3
        : 4;

    private static string TheOne(PersonMention mention, List<Entry> found)
    {
        if (found.Count == 1)
            return found[0].Name;
        var candidates = found.Select(e => e.Name).ToList();
        throw new QueryException(QueryProblem.AmbiguousName,
            $"\"{mention.Name}\" may mean {List(candidates)}. Write more of the name.", mention.Position, candidates);
    }

    // A name of up to 3 letters has too many neighbours at one edit: "Ann" is not "Ian".
    private static double Tolerance(int length) => length switch { <= 3 => 0, <= 7 => 1, <= 12 => 2, _ => 3 };

    private static double Distance(Entry typed, Entry entry) =>
        typed.Words.Length > 1
            ? Edits.Distance(typed.Key, entry.Key)
            : entry.Words.Select(w => Edits.Distance(typed.Key, w)).Append(Edits.Distance(typed.Key, entry.Key)).Min();

    private static string List(List<string> names) => names.Count == 1
        ? names[0]
        : $"{string.Join(", ", names.Take(Math.Min(Listed, names.Count - 1)))} or {(names.Count > Listed + 1 ? $"{names.Count - Listed} others" : names[^1])}";

    private sealed class Entry(string name)
    {
        public string Name { get; } = name;

        public string Key { get; } = NameKey.Of(name);

        public string[] Words => field ??= Key.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        /// <summary>Whether each of these words is a word of <paramref name="other"/> (or begins one), each another one, in any order.</summary>
        public bool WordsIn(Entry other, bool whole)
        {
            if (Words.Length == 0 || Words.Length > other.Words.Length)
                return false;
            var free = other.Words.ToList();
            foreach (var word in Words.OrderByDescending(w => w.Length))
            {
                var at = free.FindIndex(w => whole ? w == word : w.StartsWith(word, StringComparison.Ordinal));
                if (at < 0)
                    return false;
                free.RemoveAt(at);
            }
            return true;
        }
    }
}
