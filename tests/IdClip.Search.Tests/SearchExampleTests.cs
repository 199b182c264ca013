using System.Text.Json;
using IdClip.Archive.Catalogue;
using IdClip.Search.Examples;
using IdClip.Search.Query;
using IdClip.Search.Tests.Given;
using IdClip.Tests;

namespace IdClip.Search.Tests;

public sealed class SearchExampleTests(DemoArchive demo)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_scene_of_a_photo_finds_the_same_scene_and_not_the_photo_itself()
    {
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Join(TestFolders.Repository, "demo", "manifest.json"), Stop));
        var sceneOf = manifest.RootElement.EnumerateArray().ToDictionary(
            e => Path.GetFileName(e.GetProperty("file").GetString()!), e => e.GetProperty("context").GetString());
        var right = 0;
        foreach (var file in demo.PeopleOf.Keys.Where(f => sceneOf[f] != "portrait"))
        {
            var (id, photo) = await OfAsync(file);
            var found = (await demo.Searcher.SearchAsync("", new SearchOptions { Top = 64, Example = new() { Scene = photo.Embedding, PhotoId = id } }, Stop)).Answers;

            Assert.Equal(63, found.Count);
            Assert.DoesNotContain(found, a => a.Photo.Id == id);
            Assert.True(found.Zip(found.Skip(1)).All(p => p.First.Scene!.Similarity >= p.Second.Scene!.Similarity));
            Assert.True(found[0] is { Context: null, People: [] } && found[0].Reason.StartsWith("scene ", StringComparison.Ordinal));
            right += sceneOf[Path.GetFileName(found[0].Photo.Path)] == sceneOf[file] ? 1 : 0;
        }

        // Nine scenes of about seven photos: by chance 6 of 64 would be right.
        Assert.True(right >= 40, $"{right} of 64");
    }

    [Fact]
    public async Task A_face_that_nobody_is_enrolled_with_finds_its_person()
    {
        var (id, photo) = await OfAsync("wei_sarto_06.jpg");

        var found = await demo.Searcher.SearchAsync("", new SearchOptions { Top = 6, Example = new() { Faces = [photo.Faces[0].Embedding], PhotoId = id } }, Stop);

        Assert.All(found.Answers, a => Assert.Contains(DemoArchive.Stranger, demo.PeopleOf[Path.GetFileName(a.Photo.Path)]));
        Assert.Equal("face 1 of the example", found.Answers[0].People.Single().Name);
        Assert.Empty(found.Query.Parts);
    }

    [Fact]
    public async Task A_face_counts_beside_names_words_and_scene()
    {
        var (_, photo) = await OfAsync("wei_sarto_06.jpg");
        var (_, kitchen) = await OfAsync("empty_06.jpg");

        var pair = await demo.Searcher.SearchAsync("@Greta", new SearchOptions { Top = 1, Example = new() { Faces = [photo.Faces[0].Embedding] } }, Stop);
        var inKitchen = await demo.Searcher.SearchAsync("in a kitchen", new SearchOptions { Top = 2, Example = new() { Faces = [photo.Faces[0].Embedding], Scene = kitchen.Embedding } }, Stop);

        Assert.Equal("pair_03.jpg", Path.GetFileName(pair.Answers[0].Photo.Path));
        Assert.Equal(2, pair.Answers[0].People.Select(p => p.FaceNumber).Distinct().Count());
        Assert.Equal("wei_sarto_01.jpg", Path.GetFileName(inKitchen.Answers[0].Photo.Path));
        Assert.True(inKitchen.Answers[0] is { Context: not null, Scene: not null, People: [_] });
    }

    [Fact]
    public async Task An_example_of_other_models_is_refused_and_an_empty_one_is_no_example()
    {
        var wrong = await Assert.ThrowsAsync<QueryException>(() => demo.Searcher.SearchAsync("", new SearchOptions { Example = new() { Scene = new float[3] } }, Stop));
        var empty = await Assert.ThrowsAsync<QueryException>(() => demo.Searcher.SearchAsync("", new SearchOptions { Example = new() }, Stop));

        Assert.Equal((QueryProblem.Example, QueryProblem.Syntax), (wrong.Problem, empty.Problem));
    }

    [Fact]
    public async Task An_example_s_people_are_recognised_and_its_strangers_kept_apart()
    {
        var reader = new ExampleReader(demo.Catalogue, demo.Gallery, demo.Indexes, demo.Encoder);
        var picture = Path.Join(TestFolders.Repository, "demo", "scenes", "pair_03.jpg");

        var sent = await reader.ReadAsync(await File.ReadAllBytesAsync(picture, Stop), Stop);
        var kept = await reader.ReadAsync((await demo.Catalogue.FindByPathAsync(picture, Stop))!.Id, Stop);

        Assert.Equal(["Greta Falkenrath"], sent.Names);
        Assert.Single(sent.Strangers);
        Assert.Equal(sent.Names, kept.Names);
        Assert.Equal(sent.Scene, kept.Scene);
        var found = await demo.Searcher.SearchAsync("", new SearchOptions { Top = 1, Example = sent.ToSearch(scene: false, people: true) }, Stop);
        Assert.Equal(("pair_03.jpg", "@{Greta Falkenrath}"), (Path.GetFileName(found.Answers[0].Photo.Path), found.Query.ToString()));
    }

    [Fact]
    public async Task What_is_no_picture_is_no_example()
    {
        var reader = new ExampleReader(demo.Catalogue, demo.Gallery, demo.Indexes, demo.Encoder);

        foreach (var reading in new[] { reader.ReadAsync("<svg/>"u8.ToArray(), Stop), reader.ReadAsync(new byte[ExampleReader.MaxBytes + 1], Stop), reader.ReadAsync(999_999, Stop) })
            Assert.Equal(QueryProblem.Example, (await Assert.ThrowsAsync<QueryException>(() => reading)).Problem);
    }

    private async Task<(long Id, IndexablePhoto Photo)> OfAsync(string file)
    {
        var id = (await demo.Catalogue.FindByPathAsync(Path.Join(TestFolders.Repository, "demo", "scenes", file), Stop))!.Id;
        return (id, (await new PhotoSelection(demo.Catalogue).VectorsAsync(id, Stop))!);
    }
}
