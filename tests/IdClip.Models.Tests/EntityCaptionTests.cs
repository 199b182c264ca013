using System.Text.Json;
using IdClip.Models.Captions;

namespace IdClip.Models.Tests;

public sealed class EntityCaptionTests
{
    private static readonly (string Golden, CaptionExpansion Expansion)[] Expansions =
    [
        ("conf1", CaptionExpansion.Token), ("conf2", CaptionExpansion.TokenName), ("conf3", CaptionExpansion.NameToken),
        ("conf4", CaptionExpansion.ImageWithToken), ("conf5", CaptionExpansion.TokenFirst), ("conf6", CaptionExpansion.TokenTwice),
        ("baseline_with_original_names", CaptionExpansion.Name),
    ];

    [Fact]
    public void Every_golden_row_in_every_template_and_expansion_is_as_the_authors_code_writes_it()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(TestFolders.Shared("golden/captions.json")));
        Assert.Equal(Texts(golden.RootElement.GetProperty("templates")), CaptionTemplates.All);
        Assert.Equal(Texts(golden.RootElement.GetProperty("keywords")), PersonKeywords.All);
        var rows = golden.RootElement.GetProperty("rows");
        Assert.Equal(80, rows.GetArrayLength());

        foreach (var row in rows.EnumerateArray())
        {
            var caption = new EntityCaption(row.GetProperty("caption").GetString()!);
            Assert.Equal(row.GetProperty("keyword").GetString(), caption.Keyword, ignoreCase: true);
            var expanded = row.GetProperty("expanded");
            Assert.Equal(Expansions.Length, expanded.EnumerateObject().Count());
            foreach (var (name, expansion) in Expansions)
                Assert.Equal(Texts(expanded.GetProperty(name)), caption.Enrich(row.GetProperty("name").GetString()!, expansion));
        }
    }

    [Theory]
    [InlineData("a dog runs on the beach")]
    [InlineData("a man and a woman on a bench")]
    [InlineData("a man with a manual")]
    [InlineData("three women")]
    public void Without_one_keyword_only_the_whole_templates_are_left(string text)
    {
        var caption = new EntityCaption(text);

        Assert.Null(caption.Keyword);
        Assert.Equal(6, caption.Enrich("Mira", CaptionExpansion.Name).Count);
        Assert.Throws<ArgumentException>(() => caption.Enrich(CaptionTemplates.InPlace[0], "Mira", CaptionExpansion.Name));
    }

    [Fact]
    public void A_comma_gets_its_space_where_no_number_follows()
    {
        var caption = new EntityCaption("a man,in 1,000 leaves");

        Assert.Equal("a [TOK] ,in 1,000 leaves".Replace(",in", ", in", StringComparison.Ordinal), caption.Enrich("x", CaptionExpansion.Token)[6]);
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
