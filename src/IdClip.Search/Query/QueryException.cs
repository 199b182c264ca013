namespace IdClip.Search.Query;

/// <summary>A query that cannot be answered; the message is for the person who asked and says what to do.</summary>
/// <param name="problem">The kind of problem.</param>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="position">Where in the query, in UTF-16 units from its start; null where no place is to blame.</param>
/// <param name="candidates">Names that may have been meant, likeliest first.</param>
public sealed class QueryException(
    QueryProblem problem, string message, int? position = null, IReadOnlyList<string>? candidates = null) : Exception(message)
{
    /// <summary>The kind of problem.</summary>
    public QueryProblem Problem { get; } = problem;

    /// <summary>Where in the query, in UTF-16 units from its start; null where no place is to blame.</summary>
    public int? Position { get; } = position;

    /// <summary>Names that may have been meant, likeliest first.</summary>
    public IReadOnlyList<string> Candidates { get; } = candidates ?? [];
}
