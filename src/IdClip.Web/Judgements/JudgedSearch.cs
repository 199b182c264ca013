using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Judgements;
using IdClip.Archive.People;
using IdClip.Search;
using IdClip.Search.Query;
using IdClip.Web.Models;

namespace IdClip.Web.Judgements;

/// <summary>Asks the archive its judged queries with each kind of evidence.</summary>
/// <remarks>Photos that somebody was enrolled from are neither answers nor right: their faces are what is looked for. Near-copies are one answer, as in searches; it is right where one of them is.</remarks>
internal sealed class JudgedSearch(Searcher searcher, Gallery gallery, JudgedQueries queries, RecallMeasurements measurements, Catalogue catalogue, IModelShelf shelf)
{
    /// <summary>Answers that are looked through for a right one.</summary>
    public const int Depth = 50;

    private readonly AdapterAlias _alias = new(catalogue);

    /// <summary>Reads a query and writes its names as they are in the archive.</summary>
    /// <exception cref="QueryException">It can't be asked.</exception>
    public async Task<string> ResolveAsync(string query, CancellationToken ct) => (await searcher.RankAsync(query, new() { Top = 1 }, ct)).Query.ToString();

    /// <summary>Photos to judge for a query: the best of every kind of evidence, so that none of them is favoured by what was looked at.</summary>
    /// <param name="query">In the query language.</param>
    /// <param name="depth">How many of each, at least 1.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Ids; the best place of each decides the order.</returns>
    /// <exception cref="QueryException">It can't be asked.</exception>
    public async Task<IReadOnlyList<long>> PoolAsync(string query, int depth, CancellationToken ct)
    {
        var enrolled = await gallery.EnrolmentPhotosAsync(ct);
        var rankings = new List<IReadOnlyList<long>>();
        foreach (var form in QueryForm.Of(query, await ActiveAsync(ct) is not null))
            rankings.Add([.. (await AskAsync(form, depth, enrolled, ct)).Select(alike => alike[0])]);
        return [.. rankings.SelectMany(ranking => ranking.Select((photo, place) => (photo, place))).OrderBy(p => p.place).Select(p => p.photo).Distinct()];
    }

    /// <summary>Asks all judged queries and keeps where the right answers were.</summary>
    /// <param name="progress">Hears how many queries are asked, of how many.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    /// <returns>Queries that could not be asked, with the reason.</returns>
    /// <exception cref="Archive.ArchiveException">There is nothing to ask.</exception>
    public async Task<IReadOnlyList<string>> MeasureAsync(Action<int, int> progress, CancellationToken ct)
    {
        var enrolled = await gallery.EnrolmentPhotosAsync(ct);
        var judged = (await queries.ListAsync(ct)).Where(query => query.Right.Any(photo => !enrolled.Contains(photo))).ToList();
        var adapter = await ActiveAsync(ct);
        var ranks = new Dictionary<(string Evidence, bool WithAdapter), Dictionary<long, int>>();
        var problems = new List<string>();
        for (var i = 0; i < judged.Count; i++)
        {
            progress(i, judged.Count);
            try
            {
                var right = judged[i].Right.Where(photo => !enrolled.Contains(photo)).ToHashSet();
                // All forms first: a query that one of them fails at counts for none.
                var found = new List<(QueryForm Form, int Rank)>();
                foreach (var form in QueryForm.Of(judged[i].Text, adapter is not null))
                    found.Add((form, 1 + (await AskAsync(form, Depth, enrolled, ct)).FindIndex(right.Overlaps)));
                foreach (var (form, rank) in found)
                {
                    if (!ranks.TryGetValue((form.Evidence, form.WithAdapter), out var row))
                        ranks.Add((form.Evidence, form.WithAdapter), row = []);
                    row.Add(judged[i].Id, rank);
                }
            }
            catch (QueryException problem)
            {
                problems.Add($"{judged[i].Text}: {problem.Message}");
            }
        }
        if (ranks.Count == 0)
            throw new Archive.ArchiveException(string.Join(' ', ["No query has a right photo that can be found. Mark some first.", .. problems]));
        var photos = (await catalogue.SummariseAsync(ct)).Indexed - enrolled.Count;
        await measurements.AddAsync(
            new(DateTime.UtcNow, shelf.Model, shelf.FaceModel, photos, [.. ranks.Select(row => new MeasuredEvidence(row.Key.Evidence, row.Key.WithAdapter ? adapter : null, row.Value))]), ct);
        return problems;
    }

    private async Task<string?> ActiveAsync(CancellationToken ct) => (await _alias.ReadAsync(ct)).Active?.Name;

    private async Task<List<IReadOnlyList<long>>> AskAsync(QueryForm form, int depth, IReadOnlySet<long> enrolled, CancellationToken ct)
    {
        if (form.Query is not { } query)
            return [];
        var ranked = await searcher.RankAsync(query, new() { Top = Math.Min(depth + enrolled.Count, Searcher.MaxTop), WithoutAdapter = !form.WithAdapter }, ct);
        return [.. Enumerable.Range(0, ranked.PhotoIds.Count).Select(ranked.AlikeAt).Where(alike => !enrolled.Overlaps(alike)).Take(depth)];
    }
}
