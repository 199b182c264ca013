using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Search.Tests.Given;

namespace IdClip.Search.Tests;

/// <summary>Ranking of proposed photos against ranking of all, over the same vectors.</summary>
public sealed class CandidateSearchTests(DemoArchive demo)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Queries =>
    [
        "snowy mountains and fir trees",
        "@{Mira Okafor}",
        "@{Mira Okafor} in a kitchen",
        "@{Mira Okafor} and @{Tomas Lindqvist} shaking hands",
        "@Mira or @Tomas in an office",
        "@Mira -@Tomas -@Greta",
        "a city street -@{Mira Okafor}",
        "only @Greta on a beach",
        "@unknown",
        "@Greta with @unknown in a kitchen",
        "@Mira or @unknown in an office",
        "a beach -@unknown",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Where_every_photo_is_proposed_answers_are_those_of_all(string query)
    {
        var searcher = await SearcherAsync(new());
        for (var top = 1; top <= 64; top *= 4)
        {
            var expected = await demo.Searcher.SearchAsync(query, top, Stop);
            var found = await searcher.SearchAsync(query, top, Stop);

            Assert.True(found.AreProven);
            Assert.Equal(expected.Answers.Select(a => (a.Photo.Id, a.Reason)), found.Answers.Select(a => (a.Photo.Id, a.Reason)));
            Assert.All(expected.Answers.Zip(found.Answers), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-6));
        }
    }

    [Fact]
    public async Task Answers_that_are_called_proven_are_those_of_all()
    {
        // So few that many photos are proposed by nothing; the sample is the archive, so that scores are the same.
        int proven = 0, missed = 0;
        foreach (var few in (int[])[1, 3, 6])
        {
            var searcher = await SearcherAsync(new() { PerEvidence = few });
            foreach (string query in Queries)
                foreach (var top in (int[])[1, 2, 5])
                {
                    // Near-copies are looked for below the answers, for which more photos are proposed.
                    var options = new SearchOptions { Top = top, EveryCopy = true };
                    var expected = (await demo.Searcher.SearchAsync(query, options, Stop)).Answers.Select(a => a.Photo.Id);
                    var found = await searcher.SearchAsync(query, options, Stop);
                    var same = expected.SequenceEqual(found.Answers.Select(a => a.Photo.Id));
                    Assert.True(same || !found.AreProven, $"{few} proposed, {top} asked for: {query}");
                    proven += found.AreProven ? 1 : 0;
                    missed += same ? 0 : 1;
                }
        }
        // Neither all nor none, or the test shows nothing.
        Assert.InRange(proven, 20, 3 * 3 * Queries.Count - 1);
        Assert.InRange(missed, 1, 40);
    }

    [Fact]
    public async Task An_adapter_proposes_photos_too()
    {
        var folder = demo.Copy();
        try
        {
            using var adapters = new RealAdapters();
            await using var catalogue = await Catalogue.OpenAsync(folder, Stop);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Stop);
            var adapter = adapters.Make("made", 2, seed: 5);
            await new AdapterPhotos(catalogue, adapters.PhotosOf(adapter)).RunAsync(wanted: adapter, ct: Stop);
            await new AdapterAlias(catalogue).FlipAsync(adapter, Stop);
            await indexes.CatchUpAsync(Stop);
            var all = new Searcher(catalogue, new(catalogue), indexes, demo.Encoder, adapters: adapters);

            foreach (var query in (string[])["@{Mira Okafor}", "@Mira or @Tomas in an office", "@Greta with @unknown in a kitchen"])
            {
                var expected = await all.SearchAsync(query, 20, Stop);
                Assert.All(expected.Answers, a => Assert.NotNull(a.Joint));
                foreach (var few in (int[])[4, 64])
                {
                    var some = new Searcher(catalogue, new(catalogue), indexes, demo.Encoder, adapters: adapters, candidates: new() { PerEvidence = few });
                    var found = await some.SearchAsync(query, 20, Stop);
                    Assert.Equal(expected.Answers.Select(a => (a.Photo.Id, a.Reason)), found.Answers.Select(a => (a.Photo.Id, a.Reason)));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_by_name()
    {
        Assert.Contains("PerEvidence", Assert.Throws<ArgumentException>(() => new CandidateOptions { PerEvidence = 20_000 }.Checked()).Message, StringComparison.Ordinal);
        Assert.Contains("Sample", Assert.Throws<ArgumentException>(() => new CandidateOptions { Sample = 10 }.Checked()).Message, StringComparison.Ordinal);
    }

    private async Task<Searcher> SearcherAsync(CandidateOptions options) =>
        new(demo.Catalogue, demo.Gallery, await SearchIndexes.OpenAsync(demo.Catalogue, Stop), demo.Encoder, candidates: options);
}
