using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Judgements;
using IdClip.Archive.People;
using IdClip.Search.Query;

namespace IdClip.Search.Judgements;

/// <summary>Asks the archive its judged queries with each kind of evidence and each adapter. Thread-safe.</summary>
/// <remarks>Photos that somebody was enrolled from are neither answers nor right: their faces are what is looked for. Near-copies are one answer, as in searches; it is right where one of them is.</remarks>
/// <param name="searcher">Searches.</param>
/// <param name="gallery">The enrolled people.</param>
/// <param name="catalogue">The archive.</param>
/// <param name="adapters">The adapters that are compared.</param>
/// <param name="models">What the archive's models are called.</param>
public sealed class JudgedSearch(Searcher searcher, Gallery gallery, Catalogue catalogue, IAdapterPhotoEncoders adapters, SearchedModels models)
{
    /// <summary>Answers that are looked through for a right one.</summary>
    public const int Depth = 50;

    // An adapter ranks the first answers of the other evidence: further down than what counts, so that it may bring some forward.
    private const int TriedDepth = 200;

    private readonly AdapterAlias _alias = new(catalogue);
    private readonly JudgedQueries _queries = new(catalogue);
    private readonly RecallMeasurements _measurements = new(catalogue);
    private readonly TriedAdapters _adapters = new(catalogue, adapters);

    /// <summary>Reads a query and writes its names as they are in the archive.</summary>
    /// <exception cref="QueryException">It can't be asked.</exception>
    public async Task<string> ResolveAsync(string query, CancellationToken ct = default) => (await searcher.RankAsync(query, new() { Top = 1 }, ct)).Query.ToString();

    /// <summary>Photos to judge for a query: the best of every kind of evidence, so that none of them is favoured by what was looked at.</summary>
    /// <param name="query">In the query language.</param>
    /// <param name="depth">How many of each, at least 1.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Ids; the best place of each decides the order.</returns>
    /// <exception cref="QueryException">It can't be asked.</exception>
    public async Task<IReadOnlyList<long>> PoolAsync(string query, int depth, CancellationToken ct = default)
    {
        var enrolled = await gallery.EnrolmentPhotosAsync(ct);
        var rankings = new List<IReadOnlyList<long>>();
        foreach (var form in QueryForm.Of(query))
            rankings.Add([.. (await AskAsync(form, new() { WithoutAdapter = true }, depth, enrolled, ct)).Select(alike => alike[0])]);
        if ((await _alias.ReadAsync(ct)).Active is not null)
            rankings.Add([.. (await AskAsync(QueryForm.Of(query)[^1], new(), depth, enrolled, ct)).Select(alike => alike[0])]);
        return [.. rankings.SelectMany(ranking => ranking.Select((photo, place) => (photo, place))).OrderBy(p => p.place).Select(p => p.photo).Distinct()];
    }

    /// <summary>Asks all judged queries, by themselves and with every adapter that fits the archive, and keeps where the right answers were.</summary>
    /// <remarks>An adapter that changes images and is not active ranks the first answers of the other evidence and photos that were drawn at random; in small archives all. Photos are encoded for it where they have no vector yet.</remarks>
    /// <param name="progress">Hears how far it is, from any thread.</param>
    /// <param name="ct">Cancels; no figures are kept then, but encoded photos are.</param>
    /// <exception cref="ArchiveException">There is nothing to ask, or somebody else is measuring.</exception>
    public async Task<MeasuringReport> MeasureAsync(IProgress<MeasuringProgress>? progress = null, CancellationToken ct = default)
    {
        var enrolled = await gallery.EnrolmentPhotosAsync(ct);
        var marked = (await _queries.ListAsync(ct)).Where(query => query.Right.Count > 0).ToLookup(query => query.Right.Any(photo => !enrolled.Contains(photo)));
        var judged = marked[true].ToList();
        var leftOut = marked[false].Select(query => $"{query.Text}: somebody was enrolled from each of its right photos, so none of them is an answer.").ToList();
        List<Row> rows = [new(QueryForm.Words, null, []), new(QueryForm.Names, null, []), new(QueryForm.Both, null, [])];
        var seen = new HashSet<long>();
        for (var i = 0; i < judged.Count; i++)
        {
            progress?.Report(new(null, false, i, judged.Count, null));
            try
            {
                // All forms first: a query that one of them fails at counts for none.
                var answers = new List<List<IReadOnlyList<long>>>();
                foreach (var form in QueryForm.Of(judged[i].Text))
                    answers.Add(await AskAsync(form, new() { WithoutAdapter = true }, TriedDepth, enrolled, ct));
                for (var form = 0; form < rows.Count; form++)
                    rows[form].Ranks.Add(judged[i].Id, RankOf(judged[i], answers[form]));
                seen.UnionWith(answers.SelectMany(all => all).SelectMany(alike => alike).Concat(judged[i].Right));
            }
            catch (QueryException problem)
            {
                leftOut.Add($"{judged[i].Text}: {problem.Message}");
            }
        }
        if (rows[0].Ranks.Count == 0)
            throw new ArchiveException(string.Join(' ', ["No query has a right photo that can be found. Mark some first.", .. leftOut]));

        foreach (var name in await _adapters.ListAsync(ct))
            try
            {
                rows.Add(await MeasureAsync(name, judged.FindAll(query => rows[0].Ranks.ContainsKey(query.Id)), seen, enrolled, progress, leftOut, ct));
            }
            catch (Exception problem) when (problem is ArchiveException or AdapterException or QueryException)
            {
                leftOut.Add($"{name}: {problem.Message}");
            }
        var photos = (await catalogue.SummariseAsync(ct)).Indexed - enrolled.Count;
        var measured = new RecallMeasurement(
            DateTime.UtcNow, models.Clip, models.Faces, photos, [.. rows.Select(row => new MeasuredEvidence(row.Evidence, row.Adapter, row.Ranks) { Photos = row.Photos })]);
        await _measurements.AddAsync(measured, ct);
        return new(measured, leftOut);
    }

    private async Task<Row> MeasureAsync(
        string name, List<QueryJudgement> judged, HashSet<long> seen, IReadOnlySet<long> enrolled, IProgress<MeasuringProgress>? progress, List<string> leftOut, CancellationToken ct)
    {
        progress?.Report(new(name, true, 0, 0, null));
        var (trial, failed) = await _adapters.OpenAsync(name, seen, new Encoding(name, progress), ct);
        var whole = await catalogue.SummariseAsync(ct);
        var row = new Row(QueryForm.Both, name, []) { Photos = trial.Photos is { } some && some.Count < whole.Indexed ? some.Count : null };
        for (var i = 0; i < judged.Count; i++)
        {
            progress?.Report(new(name, false, i, judged.Count, null));
            row.Ranks.Add(judged[i].Id, RankOf(judged[i], await AskAsync(QueryForm.Of(judged[i].Text)[^1], new() { Trial = trial }, Depth, enrolled, ct)));
        }
        if (failed > 0)
            leftOut.Add($"{name}: {failed} {(failed == 1 ? "photo" : "photos")} could not be encoded for it and went by the other evidence.");
        return row;
    }

    // What is right and was enrolled from is no answer either.
    private static int RankOf(QueryJudgement query, List<IReadOnlyList<long>> answers) => 1 + answers.FindIndex(0, Math.Min(Depth, answers.Count), alike => alike.Any(query.Right.Contains));

    private async Task<List<IReadOnlyList<long>>> AskAsync(QueryForm form, SearchOptions options, int depth, IReadOnlySet<long> enrolled, CancellationToken ct)
    {
        if (form.Query is not { } query)
            return [];
        var ranked = await searcher.RankAsync(query, options with { Top = Math.Min(depth + enrolled.Count, Searcher.MaxTop) }, ct);
        return [.. Enumerable.Range(0, ranked.PhotoIds.Count).Select(ranked.AlikeAt).Where(alike => !enrolled.Overlaps(alike)).Take(depth)];
    }

    private sealed record Row(string Evidence, string? Adapter, Dictionary<long, int> Ranks)
    {
        /// <summary>Photos that the adapter ranked; null for all.</summary>
        public int? Photos { get; init; }
    }

    private sealed class Encoding(string adapter, IProgress<MeasuringProgress>? listener) : IProgress<AdapterProgress>
    {
        public void Report(AdapterProgress value) => listener?.Report(new(adapter, true, value.Done, value.Total, value.Remaining));
    }
}
