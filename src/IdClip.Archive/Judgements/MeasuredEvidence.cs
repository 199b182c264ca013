namespace IdClip.Archive.Judgements;

/// <summary>The ranks that one kind of evidence gave.</summary>
/// <param name="Evidence">Its name, for example <c>words only</c>.</param>
/// <param name="Adapter">Name of the adapter that took part; null where none did.</param>
/// <param name="Ranks">By the id of the query, the place of the first right answer, 1 for the top; 0 where it was not found.</param>
public sealed record MeasuredEvidence(string Evidence, string? Adapter, IReadOnlyDictionary<long, int> Ranks)
{
    /// <summary>How many photos the adapter spoke for, where not for all; null where for all.</summary>
    public int? Photos { get; init; }
}
