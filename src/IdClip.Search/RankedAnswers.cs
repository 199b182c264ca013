using IdClip.Search.Evidence;
using IdClip.Search.Query;

namespace IdClip.Search;

/// <summary>The photos that answer a query in their order, before they are described: what pages of answers are cut from.</summary>
public sealed class RankedAnswers
{
    internal RankedAnswers(HybridQuery query, IReadOnlyList<RankedPhoto> photos, IReadOnlyList<string> notes, TimeSpan elapsed)
    {
        (Query, Photos, Notes, Elapsed) = (query, photos, notes, elapsed);
        PhotoIds = [.. photos.Select(p => p.PhotoId)];
    }

    /// <summary>The query as it was understood, names as enrolled.</summary>
    public HybridQuery Query { get; }

    /// <summary>Ids of the photos, best first.</summary>
    public IReadOnlyList<long> PhotoIds { get; }

    /// <summary>What the asker should know.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Parsing, text encoding and scoring.</summary>
    public TimeSpan Elapsed { get; }

    internal IReadOnlyList<RankedPhoto> Photos { get; }

    /// <summary>What no photo that was not ranked scores above; 0 where all were.</summary>
    internal double BestLeftOut { get; init; }

    /// <summary>Whether no other photo of the archive could have been among the first answers.</summary>
    /// <param name="top">How many, at least 1.</param>
    public bool AreProven(int top) => BestLeftOut == 0 || (Photos.Count >= top && Photos[top - 1].Score > BestLeftOut);
}
