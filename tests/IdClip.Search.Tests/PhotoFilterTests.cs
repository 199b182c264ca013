using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Search.Query;
using IdClip.Search.Tests.Given;
using IdClip.Tests;
using NetVips;

namespace IdClip.Search.Tests;

/// <summary>An archive of seven dated pictures in four folders.</summary>
public sealed class PhotoFilterTests(DemoArchive demo) : IAsyncLifetime
{
    private readonly string _folder = TestFolders.NewTemporary();
    private readonly string _pictures = TestFolders.NewTemporary();
    private Catalogue _catalogue = null!;
    private SearchIndexes _indexes = null!;
    private Searcher _searcher = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var (place, scene, day) in new[]
        {
            ("sea/one.jpg", "mira_okafor_01", "2023:07:01"),
            ("sea/august/two.jpg", "greta_falkenrath_05", "2023:08:15"),
            ("sea/august/three.jpg", "empty_01", "2024:08:15"),
            ("seaside/four.jpg", "wei_sarto_04", "2024:01:02"),
            ("office/five.jpg", "mira_okafor_04", "2024:01:02"),
            ("office/six.jpg", "empty_05", null),
        })
        {
            var file = Path.Join(_pictures, place);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var picture = Image.NewFromFile(Path.Join(TestFolders.Repository, "demo", "scenes", scene + ".jpg"));
            using var dated = picture.Mutate(p =>
            {
                if (day is not null)
                    p.Set(GValue.GStrType, "exif-ifd2-DateTimeOriginal", $"{day} 23:59:59");
            });
            dated.Jpegsave(file);
        }
        _catalogue = await Catalogue.OpenAsync(_folder, Stop);
        await new PhotoIngest(_catalogue, demo.Encoder).RunAsync([_pictures], null, Stop);
        _indexes = await SearchIndexes.OpenAsync(_catalogue, Stop);
        _searcher = new(_catalogue, new(_catalogue), _indexes, demo.Encoder);
    }

    public async ValueTask DisposeAsync()
    {
        _indexes.Dispose();
        await _catalogue.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_pictures, recursive: true);
    }

    [Fact]
    public async Task Days_are_inclusive_and_a_photo_without_a_date_meets_none()
    {
        Assert.Equal(["five", "four"], await NamesAsync(new() { From = new(2024, 1, 2), To = new(2024, 1, 2) }));
        Assert.Equal(["five", "four", "three"], await NamesAsync(new() { From = new(2023, 8, 16) }));
        Assert.Equal(["one", "two"], await NamesAsync(new() { To = new(2023, 12, 31) }));
        Assert.Equal(["five", "four", "one", "three", "two"], await NamesAsync(new() { To = DateOnly.MaxValue }));
    }

    [Fact]
    public async Task A_folder_is_meant_with_all_below_and_not_with_its_namesakes()
    {
        var folders = (await new PhotoSelection(_catalogue).FoldersAsync(Stop)).ToDictionary(f => Path.GetRelativePath(_pictures, f.Path), f => f.Id);

        Assert.Equal(["office", "sea", "sea/august", "seaside"], folders.Keys);
        Assert.Equal(["one", "three", "two"], await NamesAsync(new() { Folder = folders["sea"] }));
        Assert.Equal(["three", "two"], await NamesAsync(new() { Folder = folders["sea/august"] }));
        Assert.Equal(["two"], await NamesAsync(new() { Folder = folders["sea/august"], To = new(2024, 1, 1) }));
    }

    [Fact]
    public async Task Kinds_are_told_apart()
    {
        Assert.Equal(6, (await NamesAsync(new() { Kind = PhotoKind.Photo })).Count);
        Assert.Empty(await NamesAsync(new() { Kind = PhotoKind.Video }));
    }

    [Fact]
    public async Task A_filter_is_applied_before_the_best_are_cut_off_and_changes_no_evidence()
    {
        var all = await _searcher.SearchAsync("a sunny beach", 6, Stop);
        var last = all.Answers.Last(a => a.Photo.TakenAt is not null);

        var day = DateOnly.FromDateTime(last.Photo.TakenAt!.Value);
        var filtered = await _searcher.SearchAsync("a sunny beach", new SearchOptions { Top = 1, Filter = new() { From = day, To = day } }, Stop);

        var expected = all.Answers.First(a => a.Photo.TakenAt is { } taken && DateOnly.FromDateTime(taken) == day);
        Assert.Equal((expected.Photo.Id, expected.Score), (filtered.Answers.Single().Photo.Id, filtered.Answers[0].Score));
    }

    [Fact]
    public async Task A_filter_that_no_photo_can_meet_says_why()
    {
        foreach (var filter in new PhotoFilter[] { new() { From = new(2024, 2, 1), To = new(2024, 1, 1) }, new() { Folder = 999 } })
            Assert.Equal(QueryProblem.Filter, (await Assert.ThrowsAsync<QueryException>(() => NamesAsync(filter))).Problem);
    }

    [Fact]
    public async Task Pages_of_a_ranking_are_what_a_search_answers()
    {
        var whole = await _searcher.SearchAsync("an office", 6, Stop);

        var ranked = await _searcher.RankAsync("an office", new() { Top = 6 }, Stop);
        var pages = (await _searcher.DescribeAsync(ranked, 0, 4, Stop)).Concat(await _searcher.DescribeAsync(ranked, 4, 4, Stop)).ToList();

        Assert.Equal(whole.Answers.Select(a => (a.Photo.Id, a.Reason)), pages.Select(a => (a.Photo.Id, a.Reason)));
        var sizes = await new PhotoSelection(_catalogue).SizesAsync(ranked.PhotoIds, Stop);
        Assert.All(pages, a => Assert.Equal(new PhotoSize(a.Photo.Width, a.Photo.Height), sizes[a.Photo.Id]));
    }

    private async Task<List<string>> NamesAsync(PhotoFilter filter) =>
        [.. (await _searcher.SearchAsync("a picture of a place", new SearchOptions { Top = 10, Filter = filter }, Stop)).Answers
            .Select(a => Path.GetFileNameWithoutExtension(a.Photo.Path)).Order()];
}
