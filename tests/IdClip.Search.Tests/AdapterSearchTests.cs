using System.Numerics.Tensors;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Search.Calibration;
using IdClip.Search.Tests.Given;
using IdClip.Tests;

namespace IdClip.Search.Tests;

public sealed class AdapterSearchTests(DemoArchive demo) : IAsyncLifetime
{
    private const string Query = "@{Mira Okafor} in a kitchen";

    private readonly RealAdapters _adapters = new();
    private string _folder = "";
    private Catalogue _catalogue = null!;
    private SearchIndexes _indexes = null!;
    private Searcher _searcher = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _folder = demo.Copy();
        _catalogue = await Catalogue.OpenAsync(_folder);
        _indexes = await SearchIndexes.OpenAsync(_catalogue);
        _searcher = new(_catalogue, new(_catalogue), _indexes, demo.Encoder, adapters: _adapters);
    }

    public async ValueTask DisposeAsync()
    {
        _indexes.Dispose();
        await _catalogue.DisposeAsync();
        _adapters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Until_all_photos_are_encoded_the_old_adapter_answers_and_the_flip_is_noticed_without_a_restart()
    {
        var (old, next) = (_adapters.Make("old", 1, seed: 1), _adapters.Make("next", 2, seed: 2));
        Assert.All((await AskAsync()).Answers, a => Assert.Null(a.Joint));
        await ActivateElsewhereAsync(old);
        var byOld = await AskAsync();
        Assert.Equal(await ExpectedAsync(old, byOld), byOld.Answers.Select(a => Math.Round(a.Joint!.Value, 3)));

        // Encoded and indexed, but not flipped: a run that is not at its end.
        await new AdapterPhotos(_catalogue, _adapters.PhotosOf(next)).RunAsync(wanted: next, ct: Stop);
        await _indexes.CatchUpAsync(Stop);
        Assert.Equal(byOld.Answers.Select(a => a.Joint), (await AskAsync()).Answers.Select(a => a.Joint));

        await ActivateElsewhereAsync(next);
        var byNext = await AskAsync();
        Assert.Equal(await ExpectedAsync(next, byNext), byNext.Answers.Select(a => Math.Round(a.Joint!.Value, 3)));
        Assert.NotEqual(byOld.Answers.Select(a => a.Joint), byNext.Answers.Select(a => a.Joint));
        Assert.Matches(@"x context <?>?\.\d\d x joint [<>]?\.\d\d$", byNext.Answers[0].Reason);
        Assert.Single(Directory.GetFiles(Path.Join(_folder, "index"), "joint-*.idx"));
    }

    [Fact]
    public async Task A_photo_that_has_no_vector_yet_is_ranked_by_the_other_evidence()
    {
        var adapter = _adapters.Make("made", 1, seed: 4);
        await ActivateElsewhereAsync(adapter);
        var more = Directory.CreateDirectory(Path.Join(_folder, "..", Path.GetFileName(_folder) + "-more")).FullName;
        try
        {
            File.Copy(Path.Join(TestFolders.Repository, "demo", "enrol", "mira_okafor_1.jpg"), Path.Join(more, "new.jpg"));
            await new PhotoIngest(_catalogue, demo.Encoder).RunAsync([more], ct: Stop);
            await _indexes.CatchUpAsync(Stop);

            var before = (await _searcher.SearchAsync("@Mira", 10, Stop)).Answers.Single(a => a.Photo.Path.EndsWith("new.jpg", StringComparison.Ordinal));
            Assert.Null(before.Joint);
            Assert.DoesNotContain("joint", before.Reason, StringComparison.Ordinal);

            await new AdapterPhotos(_catalogue, _adapters.PhotosOf(adapter)).RunAsync(ct: Stop);
            await _indexes.CatchUpAsync(Stop);
            Assert.All((await _searcher.SearchAsync("@Mira", 65, Stop)).Answers, a => Assert.NotNull(a.Joint));

            // What leaves the archive leaves the adapter's index.
            Assert.Equal(65, (await _indexes.JointAsync(adapter, Stop))!.Count);
            File.Delete(Path.Join(more, "new.jpg"));
            await new PhotoIngest(_catalogue, demo.Encoder, new() { AllowEmptyRoots = true }).RunAsync([more], ct: Stop);
            await _indexes.CatchUpAsync(Stop);
            Assert.Equal(64, (await _indexes.JointAsync(adapter, Stop))!.Count);
        }
        finally
        {
            Directory.Delete(more, recursive: true);
        }
    }

    [Fact]
    public async Task Words_alone_exclusions_and_strangers_have_no_joint_evidence()
    {
        await ActivateElsewhereAsync(_adapters.Make("made", 0, seed: 4));

        foreach (var query in (string[])["in a kitchen", "-@Mira in a kitchen", "@unknown in a kitchen"])
            Assert.All((await _searcher.SearchAsync(query, 5, Stop)).Answers, a => Assert.Null(a.Joint));
        Assert.All((await _searcher.SearchAsync("@Mira or @Tomas with @unknown", 5, Stop)).Answers, a => Assert.NotNull(a.Joint));
    }

    [Fact]
    public async Task An_adapter_that_is_not_here_is_said_and_searched_without()
    {
        var alias = new AdapterAlias(_catalogue);
        var missing = new ArchiveAdapter("missing", new string('c', 64), ChangesImages: false);
        var without = await AskAsync();
        await alias.WantAsync(missing, Stop);
        await alias.FlipAsync(missing, Stop);

        var result = await AskAsync();

        Assert.Equal(["Searched without the adapter missing: it is not here."], result.Notes);
        Assert.Equal(without.Answers.Select(a => (a.Photo.Id, a.Score)), result.Answers.Select(a => (a.Photo.Id, a.Score)));
    }

    [Fact]
    public async Task An_activation_that_goes_on_late_leaves_alone_what_was_asked_for_since()
    {
        var (old, next) = (_adapters.Make("old", 1, seed: 5), _adapters.Make("next", 0, seed: 6));
        var alias = new AdapterAlias(_catalogue);
        var indexing = new AdapterIndexing(_catalogue, _indexes, _adapters);

        await alias.WantAsync(next, Stop);
        Assert.False(await indexing.ContinueAsync(old, null, Stop));
        Assert.Equal(next, (await alias.ReadAsync(Stop)).Wanted);

        Assert.True(await indexing.ContinueAsync(next, null, Stop));
        // As after a crash between the flip and what tells of it.
        Assert.True(await indexing.ContinueAsync(next, null, Stop));
        Assert.Equal(new(next, null), await alias.ReadAsync(Stop));

        await indexing.DeactivateAsync(Stop);
        Assert.False(await indexing.ContinueAsync(next, null, Stop));
        Assert.Equal(new(null, null), await alias.ReadAsync(Stop));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("damaged")]
    public async Task The_index_of_an_adapter_is_made_again_from_the_catalogue(string accident)
    {
        await ActivateElsewhereAsync(_adapters.Make("made", 1, seed: 4));
        var expected = (await AskAsync()).Answers.Select(a => a.Joint).ToList();
        _indexes.Dispose();
        var file = Directory.GetFiles(Path.Join(_folder, "index"), "joint-*.idx").Single();
        if (accident == "deleted")
            File.Delete(file);
        else
            File.WriteAllBytes(file, new byte[9000]);

        _indexes = await SearchIndexes.OpenAsync(_catalogue, Stop);
        _searcher = new(_catalogue, new(_catalogue), _indexes, demo.Encoder, adapters: _adapters);

        Assert.Equal(expected, (await AskAsync()).Answers.Select(a => a.Joint));
    }

    private Task<SearchResult> AskAsync() => _searcher.SearchAsync(Query, 64, Stop);

    /// <summary>As another process does it: with a catalogue and indexes of its own.</summary>
    private async Task ActivateElsewhereAsync(ArchiveAdapter adapter)
    {
        await using var catalogue = await Catalogue.OpenAsync(_folder, Stop);
        using var indexes = await SearchIndexes.OpenAsync(catalogue, Stop);
        await new AdapterIndexing(catalogue, indexes, _adapters).ActivateAsync(adapter.Name, null, Stop);
    }

    /// <summary>The adapter's probabilities computed photo by photo, in the order of the answers.</summary>
    private async Task<IEnumerable<double>> ExpectedAsync(ArchiveAdapter adapter, SearchResult result)
    {
        var mira = (await new IdClip.Archive.People.Gallery(_catalogue).PeopleAsync(Stop)).Single(p => p.Name == "Mira Okafor");
        var face = new float[mira.Embeddings[0].Length];
        foreach (var embedding in mira.Embeddings)
            TensorPrimitives.Add(face, embedding, face);
        TensorPrimitives.Divide(face, TensorPrimitives.Norm<float>(face), face);
        var encoder = _adapters.Open(adapter);
        var text = encoder.EncodeText("An image with [TOK]. a person in a kitchen", face);
        var similarities = encoder.EncodePhotos([.. result.Answers.Select(a => a.Photo.Path)]).Select(photo => TensorPrimitives.Dot<float>(photo.Embedding, text)).ToArray();
        var shipped = SearchCalibration.For(_indexes.Models!.Image, _indexes.Models.Face).Context;
        var fitted = (shipped with { TypicalMean = 0, TypicalPhotos = 1 }).For(similarities);
        return similarities.Select(similarity => Math.Round(fitted.Probability(similarity), 3));
    }
}
