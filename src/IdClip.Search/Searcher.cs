using System.Diagnostics;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Search.Calibration;
using IdClip.Search.Copies;
using IdClip.Search.Evidence;
using IdClip.Search.Evidence.Candidates;
using IdClip.Search.Examples;
using IdClip.Search.Index;
using IdClip.Search.Query;

namespace IdClip.Search;

/// <summary>Answers hybrid queries over one archive. Thread-safe.</summary>
/// <param name="catalogue">The photos.</param>
/// <param name="gallery">The enrolled people.</param>
/// <param name="indexes">The vectors.</param>
/// <param name="encoder">The text tower.</param>
/// <param name="calibration">Null for what ships for the archive's models with the archive's own weights.</param>
/// <param name="adapters">The adapters of this machine; null to search without one.</param>
/// <param name="candidates">How photos are proposed where the vectors are a service's; null for the usual.</param>
public sealed class Searcher(
    Catalogue catalogue, Gallery gallery, SearchIndexes indexes, IQueryEncoder encoder, SearchCalibration? calibration = null, IJointEncoders? adapters = null,
    CandidateOptions? candidates = null)
{
    /// <summary>Most answers to one query.</summary>
    public const int MaxTop = 10_000;

    private const int Spares = 8;
    private const int RanksPerAnswer = 2;

    private static readonly IReadOnlyDictionary<long, IReadOnlyList<RankedPhoto>> NoCopies = new Dictionary<long, IReadOnlyList<RankedPhoto>>();

    private readonly AdapterAlias _alias = new(catalogue);
    private readonly PhotoSelection _selection = new(catalogue);
    private readonly FaceLabels _labels = new(catalogue);
    private readonly PhotoHashes _hashes = new(catalogue);
    private readonly IEvidenceSource _evidence = indexes.AreOfService || candidates is not null
        ? new CandidatePhotos(indexes, new(catalogue), (candidates ?? new()).Checked())
        : new WholeArchive(indexes);

    private LabelledRows? _labelled;

    /// <inheritdoc cref="SearchAsync(string, SearchOptions, CancellationToken)"/>
    /// <param name="query">In the query language.</param>
    /// <param name="top">Answers wanted, 1 to <see cref="MaxTop"/>.</param>
    /// <param name="ct">Cancels.</param>
    public Task<SearchResult> SearchAsync(string query, int top = 10, CancellationToken ct = default) => SearchAsync(query, new SearchOptions { Top = top }, ct);

    /// <summary>Finds the photos that answer a query.</summary>
    /// <param name="query">In the query language; may be empty where there is an example.</param>
    /// <param name="options">How many answers, from which photos, like which example.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="QueryException">The query is malformed, a name is unknown or ambiguous, the archive is empty, or the filter or the example does not fit it.</exception>
    /// <exception cref="IndexServiceException">The vectors are a service's, and it is away.</exception>
    /// <exception cref="AdapterException">The adapter of <see cref="SearchOptions.Trial"/> can't be used.</exception>
    public async Task<SearchResult> SearchAsync(string query, SearchOptions options, CancellationToken ct = default)
    {
        var started = Stopwatch.GetTimestamp();
        // A photo may leave the catalogue between scoring and description; a few spares keep the list full.
        var ranked = await RankAsync(query, options, options.Top + Spares, ct);
        var described = await WithCopiesAsync(ranked, await DescribeAsync(ranked, 0, ranked.PhotoIds.Count, ct), ct);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var proven = ranked.AreProven(options.Top);
        SearchTelemetry.Searched(elapsed, proven);
        return new(ranked.Query, described.Count > options.Top ? [.. described.Take(options.Top)] : described, elapsed, ranked.Notes) { AreProven = proven };
    }

    /// <summary>Orders the photos that answer a query; pages of them are described by <see cref="DescribeAsync"/>.</summary>
    /// <inheritdoc cref="SearchAsync(string, SearchOptions, CancellationToken)"/>
    public async Task<RankedAnswers> RankAsync(string query, SearchOptions options, CancellationToken ct = default)
    {
        var ranked = await RankAsync(query, options, options.Top, ct);
        SearchTelemetry.Searched(ranked.Elapsed, ranked.AreProven(options.Top));
        return ranked;
    }

    /// <summary>Describes a page of ranked answers, best first, without photos that left the archive meanwhile; their near-copies are described by <see cref="DescribeCopiesAsync"/>.</summary>
    /// <param name="ranked">The ranking.</param>
    /// <param name="from">Place of the first, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Answer>> DescribeAsync(RankedAnswers ranked, int from, int count, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        return await DescribeAllAsync([.. ranked.Photos.Skip(from).Take(count)], ct);
    }

    /// <summary>Describes the near-copies that an answer stands for, best first.</summary>
    /// <param name="ranked">The ranking.</param>
    /// <param name="place">Place of the answer, from 0.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<Answer>> DescribeCopiesAsync(RankedAnswers ranked, int place, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        return DescribeAllAsync(ranked.Copies.GetValueOrDefault(ranked.PhotoIds[place], []), ct);
    }

    /// <summary>A query with names as they are enrolled.</summary>
    /// <exception cref="QueryException">It is malformed, or a name is unknown or ambiguous.</exception>
    public async Task<HybridQuery> ReadAsync(string query, CancellationToken ct = default)
    {
        var people = await gallery.PeopleAsync(ct);
        return NameResolution.Resolve(HybridQuery.Parse(query), new NameMatcher(people.Select(p => p.Name))).Query;
    }

    /// <summary>A query with names as they are enrolled, and with the enrolled people of an example.</summary>
    /// <param name="query">In the query language; may be empty.</param>
    /// <param name="example">The names of the example's people; those that the query speaks of are left out.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="QueryException">It is malformed, a name is unknown or ambiguous, or there are too many people.</exception>
    public async Task<HybridQuery> ReadAsync(string query, IReadOnlyList<string> example, CancellationToken ct = default) =>
        ExamplePeople.AddNames(string.IsNullOrWhiteSpace(query) ? new([]) : await ReadAsync(query, ct), example);

    /// <summary>Enrolled names that a half-typed one may become, likeliest first.</summary>
    /// <param name="typed">May be empty.</param>
    /// <param name="max">How many at most, at least 1.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<string>> CompleteNameAsync(string typed, int max = 8, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        if (typed.Length > QueryParser.MaxNameLength)
            return [];
        return new NameMatcher((await gallery.PeopleAsync(ct)).Select(p => p.Name)).Complete(typed, max);
    }

    private async Task<IReadOnlyList<Answer>> DescribeAllAsync(IReadOnlyList<RankedPhoto> ranked, CancellationToken ct)
    {
        var photos = (await catalogue.DescribeAsync([.. ranked.Select(r => r.PhotoId)], ct)).ToDictionary(p => p.Id);
        return [.. ranked.Where(r => photos.ContainsKey(r.PhotoId)).Select(r => r.Describe(photos[r.PhotoId]))];
    }

    private async Task<IReadOnlyList<Answer>> WithCopiesAsync(RankedAnswers ranked, IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        if (ranked.Copies.Count == 0)
            return answers;
        var photos = (await catalogue.DescribeAsync([.. ranked.Copies.Values.SelectMany(c => c).Select(c => c.PhotoId)], ct)).ToDictionary(p => p.Id);
        return
        [
            .. answers.Select(a => ranked.Copies.TryGetValue(a.Photo.Id, out var copies)
                ? a with { Copies = [.. copies.Select(c => photos.GetValueOrDefault(c.PhotoId)).OfType<PhotoDetails>()] }
                : a),
        ];
    }

    /// <summary>Puts near-copies under the best of them.</summary>
    private async Task<(IReadOnlyList<RankedPhoto> Photos, IReadOnlyDictionary<long, IReadOnlyList<RankedPhoto>> Copies)> TogetherAsync(
        IReadOnlyList<RankedPhoto> ranked, int top, CancellationToken ct)
    {
        var representative = NearCopies.Represent(await _hashes.OfAsync([.. ranked.Select(r => r.PhotoId)], ct));
        var photos = new List<RankedPhoto>(ranked.Count);
        var copies = new Dictionary<long, List<RankedPhoto>>();
        for (var place = 0; place < ranked.Count; place++)
            if (representative[place] != place)
                (copies.TryGetValue(ranked[representative[place]].PhotoId, out var others) ? others : copies[ranked[representative[place]].PhotoId] = []).Add(ranked[place]);
            else if (photos.Count < top)
                photos.Add(ranked[place]);
        return (photos, photos.Where(p => copies.ContainsKey(p.PhotoId)).ToDictionary(p => p.PhotoId, p => (IReadOnlyList<RankedPhoto>)copies[p.PhotoId]));
    }

    private async Task<RankedAnswers> RankAsync(string query, SearchOptions options, int top, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Top, MaxTop);
        var started = Stopwatch.GetTimestamp();
        // Few answers have near-copies: some more photos are ranked, and many only where those were not enough.
        var deepest = Math.Max(top, MaxTop);
        var depth = options.EveryCopy ? top : Math.Min(RanksPerAnswer * top, deepest);

        var example = options.Example is { IsEmpty: true } ? null : options.Example;
        var parsed = example is not null && string.IsNullOrWhiteSpace(query) ? new HybridQuery([]) : HybridQuery.Parse(query);
        await indexes.RequireOpenAsync(ct);
        if (indexes.Photos is not { } photoIndex || indexes.Models is not { } models)
            throw await NothingToSearchAsync(ct);
        var people = await gallery.PeopleAsync(ct);
        var (resolved, notes) = parsed.Parts.Count == 0 ? (parsed, []) : NameResolution.Resolve(parsed, new NameMatcher(people.Select(p => p.Name)));
        var selected = await SelectAsync(options.Filter, ct);
        ct.ThrowIfCancellationRequested();

        if (example?.Scene is { } scene && scene.Length != photoIndex.Dimension || example?.Faces.Any(f => indexes.Faces is { } faces && f.Length != faces.Dimension) == true)
            throw new QueryException(QueryProblem.Example, "The example was encoded with other models than the archive. Choose it again.");
        resolved = ExamplePeople.AddNames(resolved, example?.Names ?? []);
        var (asked, known) = ExamplePeople.AddFaces(resolved, people, example?.Faces ?? []);
        var used = calibration ?? SearchCalibration.For(models.Image, models.Face, catalogue.Folder);
        var (adapter, problem) = options.WithoutAdapter ? default : await AdapterAsync(asked, known, used, options.Trial, ct);
        var labels = await _labels.ReadAsync(ct);
        var question = Question(adapter);
        PhotoScores? scores;
        try
        {
            scores = await _evidence.GatherAsync(question, ct);
        }
        catch (AdapterException error) when (options.Trial is null)
        {
            problem = Without(adapter!.Value.Adapter.Name, error.Message);
            question = Question(null);
            scores = await _evidence.GatherAsync(question, ct);
        }
        if (scores is null)
            throw await NothingToSearchAsync(ct);
        var ranking = new Ranking(question, scores, LabelsOf(scores.Faces.Ids, labels));
        var ranked = Best(depth);
        var copies = NoCopies;
        if (!options.EveryCopy)
        {
            var (photos, together) = await TogetherAsync(ranked, top, ct);
            if (photos.Count < top && ranked.Count == depth && depth < deepest)
                (photos, together) = await TogetherAsync(Best(deepest), top, ct);
            (ranked, copies) = (photos, together);
        }
        return new(resolved, ranked, copies, problem is null ? notes : [.. notes, problem], Stopwatch.GetElapsedTime(started)) { BestLeftOut = scores.BestLeftOut };

        IReadOnlyList<RankedPhoto> Best(int count) => ranking.Best(count, photo => photo != example?.PhotoId && selected?.Contains(photo) != false);

        EvidenceQuestion Question((ArchiveAdapter, IJointQueryEncoder)? by) =>
            new(asked, known, encoder, by, used, depth) { Labels = labels, Scene = example?.Scene, Filter = options.Filter, Selected = selected, Trial = options.Trial };
    }

    private async Task<IReadOnlySet<long>?> SelectAsync(PhotoFilter filter, CancellationToken ct)
    {
        try
        {
            return await _selection.FindAsync(filter, ct);
        }
        catch (PhotoFilterException error)
        {
            throw new QueryException(QueryProblem.Filter, error.Message);
        }
    }

    private async Task<((ArchiveAdapter Adapter, IJointQueryEncoder Encoder)? Adapter, string? Problem)> AdapterAsync(
        HybridQuery query, IReadOnlyList<EnrolledPerson> people, SearchCalibration used, AdapterTrial? trial, CancellationToken ct)
    {
        if (adapters is null || !JointQuery.Fits(query, people) || (trial?.Adapter ?? (await _alias.ReadAsync(ct)).Active) is not { } active)
            return default;
        if (!adapters.TryOpen(active, out var opened, out var problem))
            return trial is null ? (null, Without(active.Name, problem)) : throw new AdapterException(problem);
        return used.Weights.Joint > 0 ? ((active, opened), null) : default;
    }

    // Labels of a hundred thousand faces take longer to match than to apply, and rarely change.
    private LabelledRows LabelsOf(long[] faceIds, FaceLabelSet labels) =>
        Volatile.Read(ref _labelled) is { } known && known.IsOf(faceIds, labels) ? known : _labelled = new(faceIds, labels);

    private static string Without(string adapter, string problem) => $"Searched without the adapter {adapter}: {problem}";

    private async Task<QueryException> NothingToSearchAsync(CancellationToken ct)
    {
        var summary = await catalogue.SummariseAsync(ct);
        return new(QueryProblem.Archive, summary.Photos > 0
            ? $"The {summary.Photos} photos of the archive {catalogue.Folder} are not searchable yet. Index again: idclip index FOLDER"
            : $"The archive {catalogue.Folder} has no photos yet. Add some: idclip index FOLDER");
    }
}
