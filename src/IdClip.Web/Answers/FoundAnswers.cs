using System.Collections.Concurrent;
using IdClip.Archive.Catalogue;
using IdClip.Search;

namespace IdClip.Web.Answers;

/// <summary>A ranking as the page shows it: the shape of every answer at once, the answers themselves by page. Thread-safe.</summary>
/// <param name="searcher">Describes answers.</param>
/// <param name="ranked">The ranking.</param>
/// <param name="sizes">Sizes of its photos.</param>
public sealed class FoundAnswers(Searcher searcher, RankedAnswers ranked, IReadOnlyDictionary<long, PhotoSize> sizes)
{
    /// <summary>Answers that are described together.</summary>
    public const int Page = 60;

    // Wider or higher photos than these are cropped in the grid.
    private const float Narrowest = .5f, Widest = 2.5f;

    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<long, Answer>> _pages = [];

    /// <summary>The ranking.</summary>
    public RankedAnswers Ranked => ranked;

    /// <summary>How many answers there are.</summary>
    public int Count => ranked.PhotoIds.Count;

    /// <summary>An answer with the near-copies that it stands for, itself first.</summary>
    public async Task<IReadOnlyList<Answer>> GroupAsync(int place, CancellationToken ct) =>
        this[place] is { } answer ? [answer, .. await searcher.DescribeCopiesAsync(ranked, place, ct)] : [];

    /// <summary>Width to height of each photo.</summary>
    public float[] Ratios { get; } = [.. ranked.PhotoIds.Select(id =>
        sizes.TryGetValue(id, out var size) ? Math.Clamp((float)size.Width / Math.Max(1, size.Height), Narrowest, Widest) : 1.5f)];

    /// <summary>An answer that was read; null before, and where its photo left the archive.</summary>
    public Answer? this[int place] =>
        _pages.TryGetValue(place / Page, out var page) && page.TryGetValue(ranked.PhotoIds[place], out var answer) ? answer : null;

    /// <summary>Reads the answers of places that were not read yet.</summary>
    public async Task ReadAsync(int first, int next, CancellationToken ct)
    {
        for (var page = first / Page; page * Page < Math.Min(next, Count); page++)
            if (!_pages.ContainsKey(page))
                _pages[page] = (await searcher.DescribeAsync(ranked, page * Page, Page, ct)).ToDictionary(a => a.Photo.Id);
    }

    /// <summary>Whether all answers of places were read.</summary>
    public bool Has(int first, int next) =>
        next <= first || Enumerable.Range(first / Page, (next - 1) / Page - first / Page + 1).All(_pages.ContainsKey);
}
