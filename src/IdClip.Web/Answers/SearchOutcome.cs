using IdClip.Search.Query;

namespace IdClip.Web.Answers;

/// <summary>What became of a search: answers, or why there are none.</summary>
/// <param name="Found">The answers.</param>
/// <param name="Problem">What is wrong with the query.</param>
/// <param name="Failure">What of ours did not work, in a sentence for people.</param>
internal sealed record SearchOutcome(FoundAnswers? Found, QueryException? Problem = null, string? Failure = null);
