using IdClip.Search.Query;

namespace IdClip.Search.Tests.Query;

public sealed class NameMatcherTests
{
    private static readonly NameMatcher Matcher = new(
        ["Mira Okafor", "Mirabel Stone", "Tomás Lindqvist", "Ann Lee", "Anna Smith", "Мира Иванова", "Wei Sarto", "Jose Diaz", "José Diaz"]);

    [Theory]
    [InlineData("Mira Okafor", "Mira Okafor", false)]
    [InlineData("mira okafor", "Mira Okafor", false)]
    [InlineData("Okafor", "Mira Okafor", false)]
    [InlineData("okafor mira", "Mira Okafor", false)]
    [InlineData("tomas", "Tomás Lindqvist", false)]
    [InlineData("TOMÁS LIND", "Tomás Lindqvist", false)]
    [InlineData("Toma\u0301s Lindqvist", "Tomás Lindqvist", false)]
    [InlineData("Ann", "Ann Lee", false)]
    [InlineData("Mirab", "Mirabel Stone", false)]
    [InlineData("Ivanova", "Мира Иванова", false)]
    [InlineData("José Diaz", "José Diaz", false)]
    [InlineData("Mira Okafr", "Mira Okafor", true)]
    [InlineData("Mria Okafor", "Mira Okafor", true)]
    [InlineData("Okafro", "Mira Okafor", true)]
    [InlineData("Lindquist", "Tomás Lindqvist", true)]
    public void A_name_is_found_as_people_type_it(string typed, string name, bool guessed) =>
        Assert.Equal(new NameMatch(name, guessed), Matcher.Resolve(new(typed, 0)));

    [Theory]
    [InlineData("Mir", new[] { "Mira Okafor", "Mirabel Stone", "Мира Иванова" })]
    [InlineData("Mira", new[] { "Mira Okafor", "Мира Иванова" })]
    [InlineData("jose diaz", new[] { "Jose Diaz", "José Diaz" })]
    public void Several_who_may_be_meant_are_listed(string typed, string[] candidates)
    {
        var error = Assert.Throws<QueryException>(() => Matcher.Resolve(new(typed, 7)));

        Assert.Equal(QueryProblem.AmbiguousName, error.Problem);
        Assert.Equal(candidates, error.Candidates);
        Assert.All(candidates, c => Assert.Contains(c, error.Message, StringComparison.Ordinal));
        Assert.Equal(7, error.Position);
    }

    [Fact]
    public void A_stranger_is_refused_with_the_nearest_names_and_how_to_enrol()
    {
        var error = Assert.Throws<QueryException>(() => Matcher.Resolve(new("Wei Saturn", 0)));

        Assert.Equal(QueryProblem.UnknownName, error.Problem);
        Assert.Equal("Wei Sarto", error.Candidates[0]);
        Assert.Contains("idclip enrol \"Wei Saturn\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_name_is_not_guessed() =>
        Assert.Equal(QueryProblem.UnknownName, Assert.Throws<QueryException>(() => Matcher.Resolve(new("Wee", 0))).Problem);

    [Fact]
    public void Without_anybody_enrolled_the_way_to_enrol_is_told()
    {
        var error = Assert.Throws<QueryException>(() => new NameMatcher([]).Resolve(new("Mira", 0)));

        Assert.Equal(QueryProblem.Archive, error.Problem);
        Assert.Contains("idclip enrol \"Mira\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mi", new[] { "Mira Okafor", "Mirabel Stone", "Мира Иванова" })]
    [InlineData("oka", new[] { "Mira Okafor" })]
    [InlineData("mirra o", new[] { "Mira Okafor" })]
    [InlineData("zzz", new string[0])]
    public void Typing_completes(string typed, string[] names) => Assert.Equal(names, Matcher.Complete(typed, 8).Intersect(names));

    [Fact]
    public void Nothing_typed_lists_the_first_names() => Assert.Equal(["Ann Lee", "Anna Smith"], Matcher.Complete("", 2));

    [Fact]
    public void A_guess_is_noted_and_two_spellings_of_one_person_are_a_slip()
    {
        var (query, notes) = NameResolution.Resolve(HybridQuery.Parse("@{Okafro} on a beach"), Matcher);

        Assert.Equal("@{Mira Okafor} on a beach", query.ToString());
        Assert.Equal(["\"Okafro\" read as \"Mira Okafor\""], notes);
        Assert.Contains("twice", Assert.Throws<QueryException>(
            () => NameResolution.Resolve(HybridQuery.Parse("@{Okafro} and @Okafor"), Matcher)).Message, StringComparison.Ordinal);
    }
}
