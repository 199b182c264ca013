using IdClip.Search.Query;

namespace IdClip.Search.Tests.Query;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("@{Mira Okafor} on a beach", "Mira Okafor", "", false)]
    [InlineData("on a beach with @{Mira Okafor}", "Mira Okafor", "", false)]
    [InlineData("@Mira on a beach", "Mira", "", false)]
    [InlineData("@Mira's dog", "Mira", "", false)]
    [InlineData("@O'Brien, Jean-Luc style", "O'Brien", "", false)]
    [InlineData("@Jean-Luc.", "Jean-Luc", "", false)]
    [InlineData("@\"Mira Okafor\" on a beach", "Mira Okafor", "", false)]
    [InlineData("@“Mira Okafor” on a beach", "Mira Okafor", "", false)]
    [InlineData("@{ Mira \t Okafor } on a beach", "Mira Okafor", "", false)]
    [InlineData("+@{A} on a beach", "A", "", false)]
    [InlineData("-@{A} on a beach", "", "A", false)]
    [InlineData("@{B} −@{A}", "B", "A", false)]
    [InlineData("@{A} and @{B} shaking hands", "A;B", "", false)]
    [InlineData("@{A}, @{B} and @{C}", "A;B;C", "", false)]
    [InlineData("@{A} @{B}", "A;B", "", false)]
    [InlineData("@{A}@{B}", "A;B", "", false)]
    [InlineData("@{A} with @{B} & @{C}", "A;B;C", "", false)]
    [InlineData("@{A} or @{B} on a beach", "A|B", "", false)]
    [InlineData("@{A}, @{B} or @{C} on a beach", "A|B|C", "", false)]
    [InlineData("@{A}, @{B}, or @{C} on a beach", "A|B|C", "", false)]
    [InlineData("@{A} and @{B} or @{C}", "A;B|C", "", false)]
    [InlineData("@{A} or @{B} and @{C}", "A|B;C", "", false)]
    [InlineData("@{A} OR @{B}", "A|B", "", false)]
    [InlineData("@unknown at a podium", "?", "", false)]
    [InlineData("@{A} or @Unknown", "A|?", "", false)]
    [InlineData("@unknown @unknown", "?;?", "", false)]
    [InlineData("@{unknown}", "unknown", "", false)]
    [InlineData("@{A} -@unknown", "A", "?", false)]
    [InlineData("only @{A}", "A", "", true)]
    [InlineData("Only @{A} and @{B} on a beach", "A;B", "", true)]
    [InlineData("@{A} only", "A", "", true)]
    [InlineData("@{A} only, on a beach", "A", "", true)]
    [InlineData("@{A} only and @{B}", "A;B", "", true)]
    [InlineData("@{A} and only @{B}", "A;B", "", true)]
    [InlineData("a beach, only @{A} or @{B}", "A|B", "", true)]
    [InlineData("@{A} under the only tree", "A", "", false)]
    [InlineData("the only @{A} on a beach", "A", "", false)]
    [InlineData("not only @{A} on a beach", "A", "", false)]
    [InlineData("@{A} only-child portrait", "A", "", false)]
    [InlineData("a beach", "", "", false)]
    public void Names_are_read_wherever_they_stand(string text, string wanted, string excluded, bool only)
    {
        var query = HybridQuery.Parse(text);

        Assert.Equal(wanted, string.Join(';', query.Wanted.Select(w => string.Join('|', w.AnyOf.Select(m => m.Name ?? "?")))));
        Assert.Equal(excluded, string.Join(';', query.Excluded.Select(m => m.Name ?? "?")));
        Assert.Equal(only, query.Only);
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("  \t ", 0, "empty")]
    [InlineData("...", 0, "no words")]
    [InlineData("a beach with @{Mira", 13, "not closed")]
    [InlineData("@{Mira on a beach @{Tomas}", 0, "not closed")]
    [InlineData("@\"Mira on a beach", 0, "not closed")]
    [InlineData("see @{}", 4, "empty")]
    [InlineData("see @{  } there", 4, "empty")]
    [InlineData("see @ there", 4, "must follow")]
    [InlineData("see @", 4, "must follow")]
    [InlineData("@@{A}", 0, "must follow")]
    [InlineData("mail a@b.org", 6, "inside a word")]
    [InlineData("-@{A}", 1, "nearly every photo")]
    [InlineData("photos -@{A}", 8, "nearly every photo")]
    [InlineData("@{A} -@{a} on a beach", 6, "wanted and excluded")]
    [InlineData("@{Zoe} and @{ZOE}", 11, "twice")]
    [InlineData("-@unknown @unknown", 1, "wanted and excluded")]
    [InlineData("@{A} or -@{B}", 9, "cannot stand in an \"or\"")]
    [InlineData("only -@{A} on a beach", 6, "needs somebody")]
    public void A_mistake_is_named_with_its_place(string text, int position, string says)
    {
        var error = Assert.Throws<QueryException>(() => HybridQuery.Parse(text));

        Assert.Equal(QueryProblem.Syntax, error.Problem);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Sizes_are_limited()
    {
        Assert.Contains("at most 1000", Assert.Throws<QueryException>(() => HybridQuery.Parse(new string('x', 1001))).Message, StringComparison.Ordinal);
        Assert.Contains("at most 100", Assert.Throws<QueryException>(() => HybridQuery.Parse($"@{{{new string('x', 101)}}}")).Message, StringComparison.Ordinal);
        Assert.Contains("at most 20", Assert.Throws<QueryException>(
            () => HybridQuery.Parse(string.Concat(Enumerable.Range(0, 21).Select(i => $"@{{P{i}}}")))).Message, StringComparison.Ordinal);
    }
}
