using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using IdClip.Search.Query;
using IdClip.Search.Tests.Given;
using IdClip.Tests;

namespace IdClip.Search.Tests;

public sealed class SearchIndexesTests(DemoArchive demo)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reopened")]
    [InlineData("photos deleted")]
    [InlineData("faces deleted")]
    [InlineData("photos damaged")]
    [InlineData("faces cut short")]
    [InlineData("all deleted")]
    [InlineData("another model's left")]
    public async Task Whatever_happens_to_the_files_the_answers_stay(string accident)
    {
        var expected = Described(await demo.Searcher.SearchAsync("@Mira with @unknown on a beach", 64, Stop));
        var folder = demo.Copy();
        try
        {
            var index = Path.Join(folder, "index");
            string photos = Directory.GetFiles(index, "photos-*.idx").Single(), faces = Directory.GetFiles(index, "faces-*.idx").Single();
            var other = Path.Join(index, "faces-01234567-128.idx");
            switch (accident)
            {
                case "photos deleted": File.Delete(photos); break;
                case "faces deleted": File.Delete(faces); break;
                case "all deleted": Directory.Delete(index, true); break;
                case "photos damaged": File.WriteAllBytes(photos, new byte[10_000]); break;
                case "faces cut short": File.WriteAllBytes(faces, File.ReadAllBytes(faces)[..5000]); break;
                case "another model's left": File.Copy(faces, other); break;
            }

            await using var catalogue = await Catalogue.OpenAsync(folder, Stop);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Stop);
            var searcher = new Searcher(catalogue, new(catalogue), indexes, demo.Encoder);

            Assert.Equal(expected, Described(await searcher.SearchAsync("@Mira with @unknown on a beach", 64, Stop)));
            Assert.Equal(64, (await catalogue.SummariseAsync(Stop)).Indexed);
            Assert.False(File.Exists(other));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_kill_between_the_index_and_the_catalogue_doubles_nothing()
    {
        var folder = demo.Copy();
        try
        {
            await using var catalogue = await Catalogue.OpenAsync(folder, Stop);
            // As after a kill: the vectors are in the files, the catalogue does not know.
            await catalogue.ResetIndexAsync(Stop);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Stop);

            Assert.Equal(64, indexes.Photos!.Count);
            Assert.Equal((await catalogue.SummariseAsync(Stop)).Faces, indexes.Faces!.Count);
            Assert.Equal(0, await indexes.CatchUpAsync(Stop));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_photo_whose_file_is_gone_is_no_answer_any_more()
    {
        string folder = TestFolders.NewTemporary(), scenes = TestFolders.NewTemporary();
        try
        {
            foreach (var scene in Directory.GetFiles(Path.Join(TestFolders.Repository, "demo", "scenes"), "mira_okafor_*.jpg"))
                File.Copy(scene, Path.Join(scenes, Path.GetFileName(scene)));
            await using var catalogue = await Catalogue.OpenAsync(folder, Stop);
            await new PhotoIngest(catalogue, demo.Encoder).RunAsync([scenes], null, Stop);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Stop);
            var searcher = new Searcher(catalogue, new(catalogue), indexes, demo.Encoder);
            Assert.Equal(6, (await searcher.SearchAsync("a sunny beach", 10, Stop)).Answers.Count);

            File.Delete(Path.Join(scenes, "mira_okafor_01.jpg"));
            await new PhotoIngest(catalogue, demo.Encoder).RunAsync([scenes], null, Stop);
            await indexes.CatchUpAsync(Stop);

            Assert.Equal(5, indexes.Photos!.Count);
            Assert.DoesNotContain((await searcher.SearchAsync("a sunny beach", 10, Stop)).Answers, a => a.Photo.Path.EndsWith("_01.jpg", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Directory.Delete(scenes, recursive: true);
        }
    }

    [Fact]
    public async Task A_forgotten_person_leaves_no_byte_in_the_index_files()
    {
        var folder = demo.Copy();
        try
        {
            await using var catalogue = await Catalogue.OpenAsync(folder, Stop);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Stop);
            var faces = indexes.Faces!.Count;

            var report = await new Gallery(catalogue).ForgetAsync("Mira Okafor", _ => indexes.CatchUpAsync(Stop), ct: Stop);

            Assert.True(report.IsProven);
            Assert.Equal(faces - 8, indexes.Faces!.Count);
            var searcher = new Searcher(catalogue, new(catalogue), indexes, demo.Encoder);
            await Assert.ThrowsAsync<QueryException>(() => searcher.SearchAsync("@{Mira Okafor}", 1, Stop));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_empty_archive_says_how_to_fill_it()
    {
        var folder = TestFolders.NewTemporary();
        try
        {
            await using var catalogue = await Catalogue.OpenAsync(folder, Stop);
            using var indexes = await SearchIndexes.OpenAsync(catalogue, Stop);
            var searcher = new Searcher(catalogue, new(catalogue), indexes, demo.Encoder);

            var error = await Assert.ThrowsAsync<QueryException>(() => searcher.SearchAsync("a beach", 1, Stop));
            Assert.Equal(QueryProblem.Archive, error.Problem);
            Assert.Contains("idclip index", error.Message, StringComparison.Ordinal);

            await new PhotoIngest(catalogue, demo.Encoder).RunAsync([Path.Join(TestFolders.Repository, "demo", "scenes", "empty_01.jpg")], null, Stop);
            error = await Assert.ThrowsAsync<QueryException>(() => searcher.SearchAsync("a beach", 1, Stop));
            Assert.Contains("not searchable yet", error.Message, StringComparison.Ordinal);

            await indexes.CatchUpAsync(Stop);
            Assert.Single((await searcher.SearchAsync("a beach", 1, Stop)).Answers);
            error = await Assert.ThrowsAsync<QueryException>(() => searcher.SearchAsync("@Mira on a beach", 1, Stop));
            Assert.Contains("Nobody is enrolled", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> Described(SearchResult result) =>
        [.. result.Answers.Select(a => $"{a.Photo.Id} {a.Score:R} {a.Reason}")];
}
