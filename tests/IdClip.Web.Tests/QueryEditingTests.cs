using IdClip.Web.Queries;

namespace IdClip.Web.Tests;

public sealed class QueryEditingTests
{
    [Theory]
    [InlineData("@", "", true)]
    [InlineData("@mi", "mi", true)]
    [InlineData("@{Mira Ok", "Mira Ok", true)]
    [InlineData("@\"Mira Ok", "Mira Ok", true)]
    [InlineData("on a beach with @{M", "M", true)]
    [InlineData("-@to", "to", true)]
    [InlineData("@{Mira Okafor} and tom", "tom", false)]
    [InlineData("tom", "tom", false)]
    public void The_name_under_the_caret_is_what_is_completed(string text, string letters, bool marked)
    {
        var typed = NameBeingTyped.At(text, text.Length);

        Assert.NotNull(typed);
        Assert.Equal((letters, marked), (typed.Letters, typed.Marked));
    }

    [Theory]
    [InlineData("")]
    [InlineData("t")]
    [InlineData("@{Mira Okafor} ")]
    [InlineData("@Mira on ")]
    [InlineData("12")]
    public void Where_no_name_is_being_typed_nothing_is_completed(string text) => Assert.Null(NameBeingTyped.At(text, text.Length));

    [Fact]
    public void The_caret_inside_a_word_completes_nothing() => Assert.Null(NameBeingTyped.At("tomorrow", 3));

    [Theory]
    [InlineData("@mi", 3, "@{Mira Okafor} ", 15)]
    [InlineData("@{mi} on a beach", 4, "@{Mira Okafor} on a beach", 15)]
    [InlineData("with mi", 7, "with @{Mira Okafor} ", 20)]
    [InlineData("only @mi on a beach", 8, "only @{Mira Okafor} on a beach", 20)]
    public void A_name_takes_the_place_of_what_was_typed(string text, int caret, string expected, int expectedCaret) =>
        Assert.Equal((expected, expectedCaret), NameBeingTyped.At(text, caret)!.Complete(text, "Mira Okafor"));

    [Theory]
    [InlineData("snow", "Tomas Snowe", true)]
    [InlineData("now", "Tomas Snowe", false)]
    [InlineData("@now", "Tomas Snowe", true)]
    public void An_ordinary_word_suggests_only_names_that_begin_with_it(string text, string name, bool suggested) =>
        Assert.Equal(suggested, NameBeingTyped.At(text, text.Length)!.Suggests(name));

    [Theory]
    [InlineData("@{Mirra Okafr} on a beach", 0, "@{Mira Okafor} on a beach")]
    [InlineData("with @mirra's dog", 5, "with @{Mira Okafor}'s dog")]
    [InlineData("-@\"Mirra\" at sea", 1, "-@{Mira Okafor} at sea")]
    [InlineData("@{Mirra", 0, "@{Mira Okafor}")]
    public void A_candidate_takes_the_place_of_the_wrong_name(string query, int position, string expected) =>
        Assert.Equal(expected, MentionCorrection.Replace(query, position, "Mira Okafor"));

    [Theory]
    [InlineData("on a beach", 0)]
    [InlineData("@{A}", 9)]
    [InlineData("@{A}", -1)]
    public void Where_no_name_stands_nothing_is_replaced(string query, int position) =>
        Assert.Null(MentionCorrection.Replace(query, position, "Mira Okafor"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Examples_are_queries_that_can_be_read(int people)
    {
        string[] names = ["Mira Okafor", "Tomas Lindqvist", "Wei Sarto", "Yuna {Y} Hoshikawa", "Greta Falkenrath"];

        var examples = ExampleQueries.For(names[..people]);

        Assert.NotEmpty(examples);
        Assert.All(examples, e => Assert.Equal(people > 0, IdClip.Search.Query.HybridQuery.Parse(e).Wanted.Count > 0));
    }
}
