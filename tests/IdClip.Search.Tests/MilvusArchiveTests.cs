using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using IdClip.Search.Index;
using IdClip.Search.Milvus;
using IdClip.Search.Milvus.Tests;
using IdClip.Search.Tests.Given;

namespace IdClip.Search.Tests;

/// <summary>The demo archive with its vectors in a real server of the Milvus protocol.</summary>
public sealed class MilvusArchiveTests : IClassFixture<MilvusLite>, IAsyncDisposable
{
    private const string Query = "@Mira with @unknown on a beach";

    private readonly DemoArchive _demo;
    private readonly MilvusLite _server;
    private readonly List<IDisposable> _opened = [];
    private readonly List<Catalogue> _catalogues = [];

    public MilvusArchiveTests(DemoArchive demo, MilvusLite server)
    {
        (_demo, _server) = (demo, server);
        _server.RequireRunning();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var indexes in _opened)
            indexes.Dispose();
        foreach (var catalogue in _catalogues)
        {
            await catalogue.DisposeAsync();
            Directory.Delete(catalogue.Folder, recursive: true);
        }
    }

    [Fact]
    public async Task Answers_are_those_of_the_exact_index_in_the_process_that_indexes_and_in_others()
    {
        var (catalogue, indexes) = await OpenAsync();
        Assert.Equal(64, await indexes.CatchUpAsync(Stop));
        Assert.Equal(0, await indexes.CatchUpAsync(Stop));
        Assert.Equal(64, (await catalogue.SummariseAsync(Stop)).Indexed);
        Assert.False(Directory.Exists(Path.Join(catalogue.Folder, "index")));

        // As a host on another machine over the same catalogue.
        var follower = await IndexesOf(catalogue);
        foreach (string query in CandidateSearchTests.Queries)
        {
            var expected = (await _demo.Searcher.SearchAsync(query, 20, Stop)).Answers;
            foreach (var searcher in (Searcher[])[SearcherOf(catalogue, indexes), SearcherOf(catalogue, follower)])
            {
                var found = await searcher.SearchAsync(query, 20, Stop);
                Assert.True(found.AreProven);
                Assert.Equal(expected.Select(a => (a.Photo.Id, a.Reason)), found.Answers.Select(a => (a.Photo.Id, a.Reason)));
                Assert.All(expected.Zip(found.Answers), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4));
            }
        }
    }

    [Fact]
    public async Task A_server_that_is_killed_or_emptied_loses_nothing()
    {
        var expected = await AnswersAsync(_demo.Searcher);
        var (catalogue, indexes) = await OpenAsync();
        var searcher = SearcherOf(catalogue, indexes);
        _server.Kill();

        // Away: nothing is marked, nothing is answered.
        Assert.True((await Assert.ThrowsAsync<IndexServiceException>(() => indexes.CatchUpAsync(Stop))).IsUnreachable);
        Assert.Equal((64, 0), await StatesAsync(catalogue));
        Assert.True((await Assert.ThrowsAsync<IndexServiceException>(() => searcher.SearchAsync(Query, 5, Stop))).IsUnreachable);

        // Waited for, by the run and by the one that repairs.
        var waiting = indexes.CatchUpPatientlyAsync(TimeSpan.FromMinutes(5), null, Stop);
        _server.RequireRunning();
        Assert.Equal(64, await waiting);
        Assert.Equal((0, 64), await StatesAsync(catalogue));
        Assert.Equal(expected, await AnswersAsync(searcher));

        _server.Empty();
        var lost = await Assert.ThrowsAsync<IndexServiceException>(() => searcher.SearchAsync(Query, 5, Stop));
        Assert.Contains("no collection", lost.Message, StringComparison.Ordinal);
        Assert.Equal(64, await indexes.RepairAsync(Stop));
        Assert.Equal((0, 64), await StatesAsync(catalogue));
        Assert.Equal(expected, await AnswersAsync(searcher));
        Assert.Equal(0, await indexes.RepairAsync(Stop));
    }

    [Fact]
    public async Task A_forgotten_person_is_gone_from_her_archive_and_from_no_other()
    {
        var (catalogue, indexes) = await OpenAsync();
        var (other, untouched) = await OpenAsync();
        await indexes.CatchUpAsync(Stop);
        await untouched.CatchUpAsync(Stop);
        var (faces, hers) = (indexes.Faces!.Count, (IReadOnlyList<long>)[]);

        var report = await new Gallery(catalogue).ForgetAsync("Mira Okafor", ids =>
        {
            hers = ids;
            return indexes.CatchUpAsync(Stop);
        }, ct: Stop);

        Assert.True(report.IsProven);
        Assert.Contains("compaction", report.Also(indexes.BeyondRemoval).BeyondScan, StringComparison.Ordinal);
        Assert.Equal(8, hers.Count);
        Assert.Equal(faces - 8, indexes.Faces.Count);
        Assert.Empty(indexes.Faces.ScoreAll(new float[128], 1, new() { Ids = [.. hers] }).Ids);
        Assert.Equal(8, untouched.Faces!.ScoreAll(new float[128], 1, new() { Ids = [.. hers] }).Ids.Length);
        Assert.Equal(await AnswersAsync(_demo.Searcher), await AnswersAsync(SearcherOf(other, untouched)));
    }

    [Fact]
    public async Task A_person_is_forgotten_while_the_server_is_away_and_the_report_says_where_she_still_is()
    {
        var (catalogue, indexes) = await OpenAsync();
        await indexes.CatchUpAsync(Stop);
        var faces = indexes.Faces!.Count;
        _server.Kill();

        var report = await new Gallery(catalogue).ForgetAsync("Mira Okafor", _ => indexes.CatchUpAsync(Stop), ct: Stop);
        Assert.False(report.IsProven);
        Assert.Contains($"http://127.0.0.1:{_server.Options.Address.Port}", Assert.Single(report.Remnants), StringComparison.Ordinal);

        _server.RequireRunning();
        Assert.Equal(faces, indexes.Faces.Count);
        await indexes.RepairAsync(Stop);
        Assert.Equal(faces - 8, indexes.Faces.Count);
        Assert.Empty((await catalogue.ReadTombstonesAsync(Stop)).FaceIds);
    }

    [Fact]
    public async Task An_adapter_has_a_collection_of_its_own_and_the_one_before_is_dropped_after_the_flip()
    {
        using var adapters = new RealAdapters();
        var (catalogue, indexes) = await OpenAsync();
        await indexes.CatchUpAsync(Stop);
        var follower = await IndexesOf(catalogue);
        var searcher = SearcherOf(catalogue, follower, adapters);
        var (old, next) = (adapters.Make("old", 1, seed: 1), adapters.Make("next", 2, seed: 2));

        await EncodeAsync(old);
        await new AdapterAlias(catalogue).FlipAsync(old, Stop);
        var byOld = await JointAsync();
        await EncodeAsync(next);
        Assert.Equal(byOld, await JointAsync());
        Assert.Equal(64, (await indexes.JointAsync(old, Stop))!.Count);
        await new AdapterAlias(catalogue).FlipAsync(next, Stop);
        Assert.NotEqual(byOld, await JointAsync());

        await indexes.DropUnusedAdaptersAsync(Stop);
        Assert.Equal(["faces", "joint", "photos"], (await new IndexTie(catalogue).IndexesAsync(Stop)).Keys.Select(name => name[..name.IndexOf('_', StringComparison.Ordinal)]).Order());

        async Task EncodeAsync(ArchiveAdapter adapter)
        {
            await new AdapterPhotos(catalogue, adapters.PhotosOf(adapter)).RunAsync(wanted: adapter, ct: Stop);
            await indexes.CatchUpAsync(Stop);
        }

        async Task<List<double?>> JointAsync()
        {
            var answers = (await searcher.SearchAsync("@{Mira Okafor} in a kitchen", 64, Stop)).Answers;
            Assert.All(answers, a => Assert.NotNull(a.Joint));
            return [.. answers.OrderBy(a => a.Photo.Id).Select(a => a.Joint)];
        }
    }

    [Fact]
    public async Task What_is_removed_or_encoded_by_another_model_leaves_the_server()
    {
        var (catalogue, indexes) = await OpenAsync();
        await indexes.CatchUpAsync(Stop);
        await new PhotoIngest(catalogue, _demo.Encoder, new() { AllowEmptyRoots = true }).RunAsync([], null, Stop);
        await new PhotoIngest(catalogue, new OtherModel(_demo.Encoder), new() { Reencode = true }).RunAsync([Path.Join(IdClip.Tests.TestFolders.Repository, "demo", "scenes")], null, Stop);

        await indexes.CatchUpAsync(Stop);

        Assert.Equal("0123456789abcdef", indexes.Models!.Image[..16]);
        Assert.Equal(64, indexes.Photos!.Count);
        Assert.Equal(64, (await catalogue.SummariseAsync(Stop)).Indexed);
        Assert.Equal(["photos_0123456789abcdef"], (await new IndexTie(catalogue).IndexesAsync(Stop)).Keys.Where(name => name.StartsWith("photos", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_archive_in_milvus_is_not_opened_without_it()
    {
        var (catalogue, _) = await OpenAsync();

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => SearchIndexes.OpenAsync(catalogue, Stop));

        Assert.Contains("IDCLIP_MILVUS", refused.Message, StringComparison.Ordinal);
    }

    private async Task<(Catalogue Catalogue, SearchIndexes Indexes)> OpenAsync()
    {
        var catalogue = await Catalogue.OpenAsync(_demo.Copy(), Stop);
        _catalogues.Add(catalogue);
        return (catalogue, await IndexesOf(catalogue));
    }

    private async Task<SearchIndexes> IndexesOf(Catalogue catalogue)
    {
        var indexes = await SearchIndexes.InServiceAsync(catalogue, new MilvusIndexStore(_server.Options), Stop);
        _opened.Add(indexes);
        return indexes;
    }

    private Searcher SearcherOf(Catalogue catalogue, SearchIndexes indexes, IJointEncoders? adapters = null) =>
        new(catalogue, new(catalogue), indexes, _demo.Encoder, adapters: adapters);

    private static async Task<List<(long, string)>> AnswersAsync(Searcher searcher) =>
        [.. (await searcher.SearchAsync(Query, 64, Stop)).Answers.Select(a => (a.Photo.Id, a.Reason))];

    private static async Task<(int Encoded, int Indexed)> StatesAsync(Catalogue catalogue)
    {
        var summary = await catalogue.SummariseAsync(Stop);
        return (summary.Encoded, summary.Indexed);
    }

    /// <summary>The same models under another identity.</summary>
    private sealed class OtherModel(RealEncoder encoder) : IPhotoEncoder
    {
        public string ImageModel { get; } = "0123456789abcdef" + new string('0', 48);

        public string FaceModel => encoder.FaceModel;

        public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files) => encoder.Encode(files);
    }
}
