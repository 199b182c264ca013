using IdClip.Search.Query;

namespace IdClip.Search.Judgements;

/// <summary>A judged query as one kind of evidence is asked it.</summary>
/// <param name="Evidence">Name of the evidence.</param>
/// <param name="Query">What is asked; null where the query has nothing of the kind, so that nothing is found.</param>
internal sealed record QueryForm(string Evidence, string? Query)
{
    /// <summary>What the picture shows, without names.</summary>
    public const string Words = "words only";

    /// <summary>Who is in it, without words.</summary>
    public const string Names = "names only";

    /// <summary>The whole query.</summary>
    public const string Both = "names and words";

    /// <summary>A query in all forms, the whole last.</summary>
    /// <param name="query">In the query language.</param>
    /// <exception cref="QueryException">The query can't be read.</exception>
    public static IReadOnlyList<QueryForm> Of(string query)
    {
        var parsed = HybridQuery.Parse(query);
        var names = string.Join(' ', parsed.Parts.OfType<QueryPeople>());
        return
        [
            // A caption is words only; an @ in it must not become a name.
            new(Words, parsed.Context?.Replace('@', ' ')),
            new(Names, names.Length > 0 ? names : null),
            new(Both, query),
        ];
    }
}
