using IdClip.Search.Query;

namespace IdClip.Terminal;

/// <summary>Tells what is wrong with a query, with a caret under the place and the names that may have been meant.</summary>
internal static class QueryComplaint
{
    /// <summary>Writes the complaint to standard error.</summary>
    public static void Tell(QueryException error, string query)
    {
        Screen.Note($"idclip: {error.Message}");
        if (error.Position is { } position && position <= query.Length && !query.AsSpan().ContainsAny('\n', '\r', '\t'))
        {
            Screen.Note($"  {query}");
            Screen.Note($"  {new string(' ', position)}^");
        }
        foreach (var candidate in error.Candidates)
            Screen.Note($"  @{{{candidate}}}");
    }
}
