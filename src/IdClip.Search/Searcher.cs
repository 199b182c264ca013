using System.Diagnostics;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Search.Calibration;
using IdClip.Search.Evidence;
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
public sealed class Searcher(
    Catalogue catalogue, Gallery gallery, SearchIndexes indexes, IQueryEncoder encoder, SearchCalibration? calibration = null, IJointEncoders? adapters = null)
{
    /// <summary>Most answers to one query.</summary>
    public const int MaxTop = 10_000;

    // A photo may leave the catalogue between scoring and description; a few spares keep the list full.
    private const int Spares = 8;

    private static readonly VectorScores NoScores = new([], [], []);

    private readonly AdapterAlias _alias = new(catalogue);

    // Grouping a hundred thousand faces takes longer than scoring them, and rarely changes.
    private PhotoFaces? _allPhotos;
    private PhotoFaces? _photosWithFaces;
    private PhotoRows? _jointOfAllPhotos;
    private PhotoRows? _jointOfPhotosWithFaces;

    /// <summary>Finds the photos that answer a query.</summary>
    /// <param name="query">In the query language.</param>
    /// <param name="top">Answers wanted, 1 to <see cref="MaxTop"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="QueryException">The query is malformed, a name is unknown or ambiguous, or the archive is empty.</exception>
    public async Task<SearchResult> SearchAsync(string query, int top = 10, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, MaxTop);
        var started = Stopwatch.GetTimestamp();

        var parsed = HybridQuery.Parse(query);
        if (indexes.Photos is not { Count: > 0 } photoIndex)
            throw await NothingToSearchAsync(ct);
        var people = await gallery.PeopleAsync(ct);
        var (resolved, notes) = NameResolution.Resolve(parsed, new NameMatcher(people.Select(p => p.Name)));
        ct.ThrowIfCancellationRequested();

        var (joint, problem) = await JointAsync(resolved, ct);
        var ranked = Rank(resolved, people, photoIndex, joint, top + Spares);
        var photos = (await catalogue.DescribeAsync([.. ranked.Select(r => r.PhotoId)], ct)).ToDictionary(p => p.Id);
        var answers = ranked.Where(r => photos.ContainsKey(r.PhotoId)).Take(top).Select(r => r.Describe(photos[r.PhotoId])).ToList();
        var elapsed = Stopwatch.GetElapsedTime(started);
        SearchTelemetry.Searched(elapsed);
        return new(resolved, answers, elapsed, problem is null ? notes : [.. notes, problem]);
    }

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

    private async Task<((IJointQueryEncoder Encoder, IVectorIndex Index)? Joint, string? Problem)> JointAsync(HybridQuery query, CancellationToken ct)
    {
        if (adapters is null || !JointQuery.Fits(query) || (await _alias.ReadAsync(ct)).Active is not { } active)
            return default;
        if (!adapters.TryOpen(active, out var opened, out var problem))
            return (null, $"Searched without the adapter {active.Name}: {problem}");
        return await indexes.JointAsync(active, ct) is { Count: > 0 } index ? ((opened, index), null) : default;
    }

    private IReadOnlyList<RankedPhoto> Rank(
        HybridQuery query, IReadOnlyList<EnrolledPerson> people, IVectorIndex photoIndex, (IJointQueryEncoder Encoder, IVectorIndex Index)? joint, int top)
    {
        var columns = new PersonColumns(query, people.Select(p => p.Name));
        var photos = query.Context is null ? NoScores : SearchTelemetry.Timed("context", () => photoIndex.ScoreAll(encoder.EncodeText(query.Context), 1));
        var faces = columns.Names.Count == 0 || indexes.Faces is not { Count: > 0 } faceIndex
            ? NoScores
            : SearchTelemetry.Timed("person", () => faceIndex.ScoreAll(PersonTemplate.Of(columns.Names, people), columns.Names.Count));

        // Without words only photos with faces can answer.
        var grouping = query.Context is null
            ? Kept(ref _photosWithFaces, g => g.IsOf(faces.Owners), () => new([.. faces.Owners.Distinct().Order()], faces.Owners))
            : Kept(ref _allPhotos, g => g.IsOf(photos.Ids, faces.Owners), () => new(photos.Ids, faces.Owners));
        var used = calibration ?? SearchCalibration.For(indexes.Models!.Image, indexes.Models.Face, catalogue.Folder);
        var evidence = joint is { } adapter && used.Weights.Joint > 0 ? SearchTelemetry.Timed("joint", () => Joint(query, people, adapter.Encoder, adapter.Index, grouping, used)) : null;
        return new Ranking(query, columns, grouping, photos.Scores, faces, evidence, used).Best(top);
    }

    private JointEvidence Joint(
        HybridQuery query, IReadOnlyList<EnrolledPerson> people, IJointQueryEncoder adapter, IVectorIndex index, PhotoFaces grouping, SearchCalibration used)
    {
        var asked = new JointQuery(query, people);
        var scores = index.ScoreAll(asked.Encode(adapter), asked.Names.Count);
        bool Fits(PhotoRows rows) => rows.IsOf(grouping.PhotoIds, scores.Ids);
        PhotoRows Make() => new(grouping.PhotoIds, scores.Ids);
        var rows = query.Context is null ? Kept(ref _jointOfPhotosWithFaces, Fits, Make) : Kept(ref _jointOfAllPhotos, Fits, Make);
        return JointEvidence.Of(scores.Scores, rows, asked, adapter.Calibration ?? JointEvidence.Unfitted(used.Context));
    }

    private static T Kept<T>(ref T? kept, Func<T, bool> fits, Func<T> make)
        where T : class =>
        Volatile.Read(ref kept) is { } known && fits(known) ? known : kept = make();

    private async Task<QueryException> NothingToSearchAsync(CancellationToken ct)
    {
        var summary = await catalogue.SummariseAsync(ct);
        return new(QueryProblem.Archive, summary.Photos > 0
            ? $"The {summary.Photos} photos of the archive {catalogue.Folder} are not searchable yet. Index again: idclip index FOLDER"
            : $"The archive {catalogue.Folder} has no photos yet. Add some: idclip index FOLDER");
    }
}
