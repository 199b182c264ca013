using IdClip.Search.Query;
using IdClip.Search.Tests.Given;

namespace IdClip.Search.Tests;

public sealed class SearcherTests(DemoArchive demo)
{
    private const string Mira = "Mira Okafor", Tomas = "Tomas Lindqvist", Greta = "Greta Falkenrath";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_doing_something_is_found_with_the_reason()
    {
        var result = await demo.Searcher.SearchAsync("@{Mira Okafor} in a kitchen", 5, Stop);

        var best = result.Answers[0];
        Assert.Equal("mira_okafor_05.jpg", FileOf(best));
        var person = Assert.Single(best.People);
        Assert.True(person is { Name: Mira, Probability: > .9, Face: not null } && best.Context!.Probability > result.Answers[2].Context!.Probability, best.Reason);
        Assert.Equal(person.Face, best.Photo.Faces[person.FaceNumber - 1]);
        Assert.Matches(@"^person Mira Okafor >?\.\d\d \(face \d\) x context \.\d\d$", best.Reason);
        Assert.All(result.Answers, a => Assert.Contains(Mira, demo.PeopleOf[FileOf(a)]));
        Assert.True(result.Answers.Zip(result.Answers.Skip(1)).All(p => p.First.Score >= p.Second.Score));
    }

    [Fact]
    public async Task Every_enrolled_person_comes_before_everybody_else()
    {
        foreach (var person in await demo.Gallery.PeopleAsync(Stop))
        {
            var photos = demo.PeopleOf.Count(p => !IsEnrolment(p.Key) && p.Value.Contains(person.Name));
            var found = await demo.Searcher.SearchAsync($"@{{{person.Name}}}", photos, Stop);

            Assert.Equal(photos, found.Answers.Count(a => demo.PeopleOf[FileOf(a)].Contains(person.Name)));
        }
    }

    [Fact]
    public async Task Two_people_need_two_faces()
    {
        var result = await demo.Searcher.SearchAsync("@{Mira Okafor} and @{Tomas Lindqvist}", 3, Stop);

        Assert.Equal("pair_01.jpg", FileOf(result.Answers[0]));
        Assert.True(result.Answers[0].Score > .8);
        Assert.Equal(2, result.Answers[0].People.Select(p => p.FaceNumber).Distinct().Count());
        Assert.True(result.Answers[1].Score < .1, result.Answers[1].Reason);
    }

    [Fact]
    public async Task An_excluded_person_is_kept_out()
    {
        var with = await demo.Searcher.SearchAsync("@Mira", 8, Stop);
        var without = await demo.Searcher.SearchAsync("@Mira -@Tomas -@Greta", 6, Stop);

        Assert.Equal(2, with.Answers.Count(a => demo.PeopleOf[FileOf(a)].Length == 2));
        Assert.All(without.Answers, a => Assert.Equal([Mira], demo.PeopleOf[FileOf(a)]));
        Assert.Contains("not Tomas Lindqvist", without.Answers[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_keeps_photos_where_nobody_else_is_recognisable()
    {
        var result = await demo.Searcher.SearchAsync("only @Greta", 7, Stop);

        // pair_03 shows Greta beside the one who is not enrolled, whom nobody can recognise.
        Assert.All(result.Answers, a => Assert.Empty(demo.PeopleOf[FileOf(a)].Except([Greta, DemoArchive.Stranger])));
        Assert.Contains(result.Answers, a => FileOf(a) == "pair_03.jpg");
    }

    [Fact]
    public async Task Either_person_will_do()
    {
        var result = await demo.Searcher.SearchAsync("@Mira or @Tomas", 15, Stop);

        Assert.All(result.Answers, a => Assert.NotEmpty(demo.PeopleOf[FileOf(a)].Intersect([Mira, Tomas])));
        Assert.Equal([Mira, Tomas], result.Answers.Select(a => a.People[0].Name).Distinct().Order());
    }

    [Fact]
    public async Task A_face_that_is_nobody_enrolled_is_found_as_unknown()
    {
        var result = await demo.Searcher.SearchAsync("@unknown", 7, Stop);

        Assert.All(result.Answers, a => Assert.Contains(DemoArchive.Stranger, demo.PeopleOf[FileOf(a)]));
        Assert.Equal("unknown", result.Answers[0].People[0].Name);

        var together = await demo.Searcher.SearchAsync("@Greta with @unknown in a kitchen", 1, Stop);
        Assert.Equal("pair_03.jpg", FileOf(together.Answers[0]));
    }

    [Fact]
    public async Task Words_alone_search_all_photos()
    {
        var result = await demo.Searcher.SearchAsync("snowy mountains and fir trees", 64, Stop);

        Assert.Equal(64, result.Answers.Select(a => a.Photo.Id).Distinct().Count());
        Assert.All(result.Answers, a => Assert.True(a.People.Count == 0 && a.Context is not null));
    }

    [Fact]
    public async Task A_misspelt_name_is_understood_and_said()
    {
        var result = await demo.Searcher.SearchAsync("@{Mira Okafr} on a beach", 1, Stop);

        Assert.Equal("@{Mira Okafor} on a beach", result.Query.ToString());
        Assert.Equal(["\"Mira Okafr\" read as \"Mira Okafor\""], result.Notes);
        Assert.Equal(["Mira Okafor"], await demo.Searcher.CompleteNameAsync("mira", ct: Stop));
    }

    [Fact]
    public async Task A_name_nobody_has_is_refused()
    {
        var error = await Assert.ThrowsAsync<QueryException>(() => demo.Searcher.SearchAsync("a beach with @{Wei Sarto}", 1, Stop));

        Assert.Equal((QueryProblem.UnknownName, 13), (error.Problem, error.Position));
    }

    [Fact]
    public async Task The_same_question_gets_the_same_answers() =>
        Assert.Equal(await Asked(), await Asked());

    private async Task<List<(string, double)>> Asked() =>
        [.. (await demo.Searcher.SearchAsync("@Mira or @unknown in an office", 64, Stop)).Answers.Select(a => (FileOf(a), a.Score))];

    private static bool IsEnrolment(string file) => !file.StartsWith("pair_", StringComparison.Ordinal) && !file.Contains("_0", StringComparison.Ordinal);

    private static string FileOf(Answer answer) => Path.GetFileName(answer.Photo.Path);
}
