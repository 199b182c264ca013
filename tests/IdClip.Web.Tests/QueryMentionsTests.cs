using IdClip.Search.Query;
using IdClip.Web.Queries;

namespace IdClip.Web.Tests;

public sealed class QueryMentionsTests
{
    private static readonly string[] Queries =
    [
        "@{A B}", "-@{A B} on a beach", "only @{A B} at sea", "@{A B} or @{C}", "@{A B}, @{C} or @{D} in snow", "a walk with @{A B} and -@{C}", "@{A B} only",
        "@\"A B\" with @{C} @unknown", "only @{A B} and @{C} dancing", "@{A B} @{C} -@{D} on stage", "+@{A B} and only @{C}",
    ];

    [Theory]
    [InlineData("@{Mira Okafor} on a beach", "0+14 Mira Okafor Wanted")]
    [InlineData("with -@{Wei} at sea", "5+7 Wei Excluded")]
    [InlineData("@{A} or @{B}, -@\"C\"", "0+4 A Either|8+4 B Either|14+5 C Excluded")]
    [InlineData("only @{A}", "5+4 A Only")]
    [InlineData("@unknown and @unknownish", "0+8  Wanted")]
    [InlineData("@{A", "")]
    [InlineData("@{} @Mira well-@{A}", "15+4 A Wanted")]
    public void Whole_mentions_are_chips(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', QueryMentions.Of(text).Select(m => $"{m.Start}+{m.Length} {m.Name} {m.Role}")));

    [Fact]
    public void A_switched_mention_is_read_in_its_new_role_and_the_words_stay()
    {
        foreach (var text in Queries)
            foreach (var mark in QueryMentions.Of(text))
                foreach (var role in QueryMentions.RolesFor(text, mark))
                {
                    var (changed, caret) = QueryMentions.Switch(text, mark, role);
                    var after = QueryMentions.Of(changed);

                    Assert.Equal(QueryMentions.Of(text).Select(m => m.Name), after.Select(m => m.Name));
                    var same = after.Single(m => m.End == caret);
                    Assert.True(same.Name == mark.Name && Understood(changed, same) == role, $"{text} -> {changed}: {mark.Label} {role}");
                    Assert.Equal(WordsOf(text), WordsOf(changed));
                }
    }

    [Fact]
    public void A_removed_mention_is_gone_and_the_others_and_the_words_stay()
    {
        foreach (var text in Queries)
            foreach (var mark in QueryMentions.Of(text))
            {
                var (changed, caret) = QueryMentions.Remove(text, mark);

                Assert.Equal(QueryMentions.Of(text).Where(m => m != mark).Select(m => m.Name), QueryMentions.Of(changed).Select(m => m.Name));
                Assert.Equal(WordsOf(text), WordsOf(changed));
                Assert.InRange(caret, 0, changed.Length);
            }
    }

    [Fact]
    public void Names_are_added_once_and_taken_away_again()
    {
        var added = QueryMentions.Add("@{Wei Sarto} in a kitchen", ["Greta Falkenrath", "wei sarto"]);

        Assert.Equal("@{Greta Falkenrath} @{Wei Sarto} in a kitchen", added);
        Assert.Equal("in a kitchen", QueryMentions.Remove(added, ["Greta Falkenrath", "Wei Sarto"]));
    }

    // What the query language says; where it does not read the text (nobody is left who is wanted), what the sign says.
    private static MentionRole Understood(string text, MentionMark mark)
    {
        try
        {
            HybridQuery.Parse(text);
        }
        catch (QueryException) when (mark.Role == MentionRole.Excluded)
        {
        }
        return mark.Role;
    }

    private static string WordsOf(string text)
    {
        foreach (var mark in QueryMentions.Of(text).Reverse())
            text = text[..mark.Start] + " " + text[mark.End..];
        return string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except([",", "or", "and", "only", "with"]));
    }
}
