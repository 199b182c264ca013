using IdClip.Search.Query;

namespace IdClip.Search.Tests.Query;

public sealed class ContextPhraseTests
{
    [Theory]
    [InlineData("@{A} on a beach", "a person on a beach")]
    [InlineData("only @{A} on a beach", "a person on a beach")]
    [InlineData("@{A} and @{B} shaking hands", "two people shaking hands")]
    [InlineData("@{A}, @{B} & @{C} at a table", "three people at a table")]
    [InlineData("@{A} or @{B} at a table", "a person at a table")]
    [InlineData("@{A} @{B} @{C} @{D} @{E} @{F} at a table", "a group of people at a table")]
    [InlineData("@{A} a young woman stands on a beach", "a young woman stands on a beach")]
    [InlineData("a young woman stands on a beach @{A}", "a young woman stands on a beach")]
    [InlineData("a young woman stands on a beach, @{A}", "a young woman stands on a beach")]
    [InlineData("a young woman @{A} stands on a beach", "a young woman stands on a beach")]
    [InlineData("a dog with @{A}", "a dog with a person")]
    [InlineData("a dog chasing @{A} across the grass", "a dog chasing a person across the grass")]
    [InlineData("a dog with @{A} the day before", "a dog with a person the day before")]
    [InlineData("@{A}'s dog on a beach", "a person's dog on a beach")]
    [InlineData("@{A}, smiling", "a person, smiling")]
    [InlineData("@{A} and her dog", "a person and her dog")]
    [InlineData("-@{A} a man on a beach", "a man on a beach")]
    [InlineData("on a beach -@{A}", "on a beach")]
    [InlineData("@{A} on a beach -@{B}", "a person on a beach")]
    [InlineData("@unknown at a podium", "a person at a podium")]
    [InlineData("a sunny beach", "a sunny beach")]
    [InlineData("@{A}", null)]
    [InlineData("@{A} and @{B}", null)]
    [InlineData("photos of @{A}", null)]
    [InlineData("a picture of @{A} with @{B}", null)]
    public void Names_become_what_a_caption_would_say(string query, string? caption) =>
        Assert.Equal(caption, HybridQuery.Parse(query).Context);
}
