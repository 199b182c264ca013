using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Judgements;
using IdClip.Archive.People;
using IdClip.Search.Judgements;
using IdClip.Search.Tests.Given;

namespace IdClip.Search.Tests;

public sealed class JudgedSearchTests(DemoArchive demo) : IAsyncLifetime
{
    private static readonly string[] Queries = ["@{Mira Okafor} in a kitchen", "@{Tomas Lindqvist} on a stage", "@{Isolde Marwick} outside", "a beach"];

    private readonly RealAdapters _adapters = new();
    private string _folder = "";
    private Catalogue _catalogue = null!;
    private SearchIndexes _indexes = null!;
    private Searcher _searcher = null!;
    private JudgedSearch _judged = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _folder = demo.Copy();
        _catalogue = await Catalogue.OpenAsync(_folder);
        _indexes = await SearchIndexes.OpenAsync(_catalogue);
        var gallery = new Gallery(_catalogue);
        _searcher = new(_catalogue, gallery, _indexes, demo.Encoder, adapters: _adapters);
        _judged = new(_searcher, gallery, _catalogue, _adapters, new("idclip-mini", "sface"));
        var queries = new JudgedQueries(_catalogue);
        foreach (var query in Queries)
            // Far down, so that an adapter can move it.
            await queries.JudgeAsync(await queries.AddAsync(query, Stop), (await _searcher.RankAsync(query, new() { Top = 20 }, Stop)).PhotoIds[12], true, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _indexes.Dispose();
        await _catalogue.DisposeAsync();
        _adapters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_adapter_is_measured_as_if_it_were_active_and_activation_goes_on_from_its_vectors()
    {
        var (prompts, text) = (_adapters.Make("prompts", 2, seed: 2), _adapters.Make("text", 0, seed: 3));
        // The demo is small enough to be encoded whole.
        var told = new List<MeasuringProgress>();
        var (measured, leftOut) = await _judged.MeasureAsync(new Told(told), Stop);

        Assert.Empty(leftOut);
        Assert.Equal(["words only", "names only", "names and words", "names and words + prompts", "names and words + text"], measured.Rows.Select(Name));
        Assert.All(measured.Rows, row => Assert.Null(row.Photos));
        Assert.Contains(told, at => at is { Adapter: "prompts", Encoding: true, Done: 64, Total: 64 });
        Assert.Contains(told, at => at is { Adapter: null, Done: 3, Total: 4 });
        Assert.DoesNotContain(told, at => at is { Adapter: "text", Encoding: true, Total: > 0 });
        Assert.Equal((64, 0), await new AdapterVectors(_catalogue).CountAsync(prompts.Identity, Stop));
        Assert.NotEqual(measured.Rows[2].Ranks, measured.Rows[3].Ranks);

        foreach (var (adapter, row) in new[] { (prompts, measured.Rows[3]), (text, measured.Rows[4]) })
        {
            Assert.Equal(0, (await new AdapterIndexing(_catalogue, _indexes, _adapters).ActivateAsync(adapter.Name, null, Stop)).Encoded);
            foreach (var (query, rank) in row.Ranks)
            {
                var judged = (await new JudgedQueries(_catalogue).FindAsync(query, Stop))!;
                Assert.Equal(judged.Right[0], (await _searcher.RankAsync(judged.Text, new() { Top = JudgedSearch.Depth }, Stop)).PhotoIds[rank - 1]);
            }
        }
        // What was tried and is not used is gone with the next activation; it is encoded anew where it is asked for again.
        Assert.Equal((0, 64), await new AdapterVectors(_catalogue).CountAsync(prompts.Identity, Stop));
        Assert.Equal(measured.Rows.Select(row => row.Ranks), (await _judged.MeasureAsync(null, Stop)).Measured.Rows.Select(row => row.Ranks));
    }

    [Fact]
    public async Task Photos_without_a_vector_go_by_the_other_evidence_and_the_drawn_ones_stand_for_all()
    {
        var adapter = _adapters.Make("prompts", 1, seed: 5);
        var ids = (await _searcher.RankAsync("a photo", new() { Top = 64 }, Stop)).PhotoIds;
        await new AdapterPhotos(_catalogue, _adapters.PhotosOf(adapter)).TryAsync(ids, ct: Stop);
        var vectors = await new AdapterVectors(_catalogue).ReadAsync(adapter.Identity, ids, Stop);
        var whole = await AskAsync(new(adapter) { Photos = vectors, Drawn = 64, ArchivePhotos = 64 });

        // Half of them, drawn twice: the same mean and spread.
        var part = vectors.Take(32).ToList();
        var half = await AskAsync(new(adapter) { Photos = part, Drawn = 32, ArchivePhotos = 32 });
        var pooled = await AskAsync(new(adapter) { Photos = [.. part, .. vectors.Skip(32).Take(8)], Drawn = 32, ArchivePhotos = 32 });

        Assert.All(whole, answer => Assert.NotNull(answer.Joint));
        Assert.Equal(32, half.Count(answer => answer.Joint is not null));
        Assert.Equal(40, pooled.Count(answer => answer.Joint is not null));
        // As over a service of vectors, which proposes photos.
        var proposing = new Searcher(_catalogue, new Gallery(_catalogue), _indexes, demo.Encoder, adapters: _adapters, candidates: new());
        var proposed = await AskAsync(new(adapter) { Photos = vectors, Drawn = 64, ArchivePhotos = 64 }, proposing);
        Assert.Equal(whole.Select(answer => (answer.Photo.Id, Math.Round(answer.Joint!.Value, 5))), proposed.Select(answer => (answer.Photo.Id, Math.Round(answer.Joint!.Value, 5))));
        var byId = pooled.ToDictionary(answer => answer.Photo.Id);
        Assert.All(half.Where(answer => answer.Joint is not null), answer => Assert.Equal(answer.Joint!.Value, byId[answer.Photo.Id].Joint!.Value, 9));

        async Task<IReadOnlyList<Answer>> AskAsync(AdapterTrial trial, Searcher? by = null) => (await (by ?? _searcher).SearchAsync(Queries[0], new SearchOptions { Top = 64, EveryCopy = true, Trial = trial }, Stop)).Answers;
    }

    [Fact]
    public async Task What_was_cancelled_is_not_kept_and_what_cannot_be_used_is_named()
    {
        _adapters.Make("prompts", 1, seed: 6);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _judged.MeasureAsync(new Told([], at =>
        {
            if (at.Adapter is not null)
                stop.Cancel();
        }), stop.Token));
        Assert.Empty(await new RecallMeasurements(_catalogue).ListAsync(Stop));

        _adapters.Break("prompts");
        var (measured, leftOut) = await _judged.MeasureAsync(null, Stop);
        Assert.Equal(["prompts: it is broken."], leftOut);
        Assert.Equal(3, measured.Rows.Count);

        var queries = new JudgedQueries(_catalogue);
        foreach (var query in await queries.ListAsync(Stop))
            await queries.RemoveAsync(query.Id, Stop);
        await Assert.ThrowsAsync<ArchiveException>(() => _judged.MeasureAsync(null, Stop));
    }

    private static string Name(MeasuredEvidence row) => row.Adapter is { } adapter ? $"{row.Evidence} + {adapter}" : row.Evidence;

    private sealed class Told(List<MeasuringProgress> told, Action<MeasuringProgress>? then = null) : IProgress<MeasuringProgress>
    {
        private readonly Lock _gate = new();

        public void Report(MeasuringProgress value)
        {
            lock (_gate)
                told.Add(value);
            then?.Invoke(value);
        }
    }
}
