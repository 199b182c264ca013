using System.Buffers;
using System.Text;

namespace IdClip.Search.Query;

/// <summary>A query of names and words: <c>@{Mira Okafor} on a beach</c>.</summary>
/// <param name="Parts">Its stretches in order; two of one kind never follow each other.</param>
public sealed record HybridQuery(IReadOnlyList<QueryPart> Parts)
{
    /// <summary>Those who must be in the photo, each on a face of their own.</summary>
    public IReadOnlyList<PersonChoice> Wanted { get; } = [.. Parts.OfType<QueryPeople>().SelectMany(p => p.Wanted)];

    /// <summary>Those who must not be in the photo.</summary>
    public IReadOnlyList<PersonMention> Excluded { get; } = [.. Parts.OfType<QueryPeople>().SelectMany(p => p.Excluded)];

    /// <summary>Nobody enrolled but the wanted may be recognisable in the photo.</summary>
    public bool Only { get; } = Parts.OfType<QueryPeople>().Any(p => p.Only);

    /// <summary>What is asked of the picture apart from who is in it, as a caption; null where the query says nothing but names.</summary>
    public string? Context { get; } = ContextPhrase.Of(Parts);

    /// <summary>Reads a query.</summary>
    /// <param name="text">At most <see cref="QueryParser.MaxLength"/> characters.</param>
    /// <exception cref="QueryException">It is not written in the query language; the message says what and where.</exception>
    public static HybridQuery Parse(string text) => QueryParser.Parse(text);

    /// <summary>The query in a form that <see cref="Parse"/> reads as the same query.</summary>
    public override string ToString() => Join(Parts.Select(p => p.ToString()!), p => p.EndsWith("only", StringComparison.Ordinal));

    /// <summary>Puts stretches side by side as people write them: "'s dog" and ", smiling" lean on the word before.</summary>
    /// <param name="stretches">Empty ones are left out.</param>
    /// <param name="apart">Stretches after which a space is needed in any case.</param>
    internal static string Join(IEnumerable<string> stretches, Func<string, bool>? apart = null)
    {
        var text = new StringBuilder();
        var before = "";
        foreach (var stretch in stretches.Where(s => s.Length > 0))
        {
            if (before.Length > 0 && (!LeansOnWordBefore.Contains(stretch[0]) || apart?.Invoke(before) == true))
                text.Append(' ');
            text.Append(before = stretch);
        }
        return text.ToString();
    }

    private static readonly SearchValues<char> LeansOnWordBefore = SearchValues.Create("'\u2019,.;:!?)]");
}
