using IdClip.Search;
using IdClip.Search.Query;

namespace IdClip.Web.Answers;

/// <summary>What became of a query: a result, or why there is none.</summary>
internal sealed record SearchOutcome(SearchResult? Result, QueryException? Problem);
