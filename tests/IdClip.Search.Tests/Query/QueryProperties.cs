using CsCheck;
using IdClip.Search.Query;

namespace IdClip.Search.Tests.Query;

public sealed class QueryProperties
{
    private static readonly Gen<string> Name = Gen.OneOf("Mira Okafor", "Tomás", "Greta F.", "O'Brien", "李 伟", "a{b", "x@y", "only", "or", "unknown");

    private static readonly Gen<PersonMention> Mention = Gen.Frequency(
        (5, Name.Select(n => new PersonMention(n, 0))), (1, Gen.Const(new PersonMention(null, 0))));

    private static readonly Gen<QueryPart> People = Gen.Select(
        Mention.List[1, 3].Select(m => new PersonChoice(m)).List[0, 3], Mention.List[0, 2], Gen.Bool,
        (wanted, excluded, only) => (QueryPart)new QueryPeople(wanted, excluded, only));

    private static readonly Gen<QueryPart> Words = Gen
        .OneOf("on a beach", "a dog with", "the only tree", "and", "or", "'s dog", ", smiling", "not only", "(", "-", "only a hat", "with", "the", "only")
        .Select(w => (QueryPart)new QueryWords(w));

    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.OneOf("@", "{", "}", "\"", "“", "@{", "@{A}", "@{B}", "-", "+", "only", "or", "and", ",", " ", "@unknown", "'s", "the", "not", "a beach", "\ud800", "\u0301", "\0", "\n"),
        Gen.Char.Select(c => c.ToString()));

    [Fact]
    public void What_a_query_prints_is_read_as_the_same_query() =>
        Gen.OneOf(People, Words).List[1, 6].Sample(parts =>
        {
            if (Read(string.Join(' ', parts)) is not { } first)
                return true;
            var second = HybridQuery.Parse(first.ToString());
            return Meaning(second) == Meaning(first);
        }, iter: 20_000);

    [Fact]
    public void Names_survive_the_round_trip() =>
        Gen.Select(Name.List[1, 4], Gen.Bool).Sample((names, only) =>
        {
            var distinct = names.Distinct().ToList();
            var asked = new HybridQuery([
                new QueryWords("two dogs near"), new QueryPeople([.. distinct.Select(n => new PersonChoice([new(n, 0)]))], [], only), new QueryWords("at night")]);
            return Meaning(HybridQuery.Parse(asked.ToString())) == Meaning(asked);
        });

    [Fact]
    public void No_text_breaks_the_parser() =>
        Pieces.List[0, 30].Select(p => string.Concat(p)).Sample(text =>
        {
            Read(text);
            return true;
        }, iter: 50_000);

    private static HybridQuery? Read(string text)
    {
        try
        {
            return HybridQuery.Parse(text);
        }
        catch (QueryException error)
        {
            Assert.False(string.IsNullOrWhiteSpace(error.Message));
            Assert.InRange(error.Position ?? 0, 0, text.Length);
            return null;
        }
    }

    private static string Meaning(HybridQuery query) =>
        $"{string.Join(';', query.Wanted.Select(w => string.Join('|', w.AnyOf.Select(m => m.Name ?? "?"))))} " +
        $"-{string.Join(';', query.Excluded.Select(m => m.Name ?? "?"))} {query.Only} [{query.Context}]";
}
