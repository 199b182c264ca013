using IdClip.Search.Query;

namespace IdClip.Search;

/// <summary>What came back for one query.</summary>
/// <param name="Query">The query as it was understood, names as enrolled.</param>
/// <param name="Answers">Best first; equal scores by photo id.</param>
/// <param name="Elapsed">The whole time: parsing, text encoding, scoring, reading the catalogue.</param>
/// <param name="Notes">One sentence each on what the asker should know, for example how a misspelt name was read.</param>
public sealed record SearchResult(HybridQuery Query, IReadOnlyList<Answer> Answers, TimeSpan Elapsed, IReadOnlyList<string> Notes)
{
    /// <summary>Whether no other photo of the archive could have been among the answers: always where all are scored, else where the last answer scores more than any photo that was not proposed can (docs/milvus.md).</summary>
    public bool AreProven { get; init; } = true;
}
