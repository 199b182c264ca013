using IdClip.Search.Evidence;
using IdClip.Search.Query;

namespace IdClip.Search;

/// <summary>The photos that answer a query in their order, before they are described: what pages of answers are cut from.</summary>
public sealed class RankedAnswers
{
    internal RankedAnswers(
        HybridQuery query, IReadOnlyList<RankedPhoto> photos, IReadOnlyDictionary<long, IReadOnlyList<RankedPhoto>> copies, IReadOnlyList<string> notes, TimeSpan elapsed)
    {
        (Query, Photos, Copies, Notes, Elapsed) = (query, photos, copies, notes, elapsed);
        PhotoIds = [.. photos.Select(p => p.PhotoId)];
    }

    /// <summary>The query as it was understood, names as enrolled.</summary>
    public HybridQuery Query { get; }

    /// <summary>Ids of the photos, best first, without near-copies that one of them stands for.</summary>
    public IReadOnlyList<long> PhotoIds { get; }

    /// <summary>What the asker should know.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Parsing, text encoding and scoring.</summary>
    public TimeSpan Elapsed { get; }

    internal IReadOnlyList<RankedPhoto> Photos { get; }

    /// <summary>The near-copies of those photos that stand for any, best first.</summary>
    internal IReadOnlyDictionary<long, IReadOnlyList<RankedPhoto>> Copies { get; }

    /// <summary>How many near-copies a photo stands for.</summary>
    /// <param name="place">Its place in <see cref="PhotoIds"/>.</param>
    public int CopiesOf(int place) => Copies.TryGetValue(PhotoIds[place], out var copies) ? copies.Count : 0;

    /// <summary>Ids of a photo and of the near-copies that it stands for, best first.</summary>
    /// <param name="place">Its place in <see cref="PhotoIds"/>.</param>
    public IReadOnlyList<long> AlikeAt(int place) =>
        Copies.TryGetValue(PhotoIds[place], out var copies) ? [PhotoIds[place], .. copies.Select(c => c.PhotoId)] : [PhotoIds[place]];

    /// <summary>How many photos answer that another one stands for.</summary>
    public int CopyCount => Copies.Values.Sum(c => c.Count);

    /// <summary>What no photo that was not ranked scores above; 0 where all were.</summary>
    internal double BestLeftOut { get; init; }

    /// <summary>Whether no other photo of the archive could have been among the first answers.</summary>
    /// <param name="top">How many, at least 1.</param>
    public bool AreProven(int top) => BestLeftOut == 0 || (Photos.Count >= top && Photos[top - 1].Score > BestLeftOut);
}
