using System.Text.Json;
using IdClip.Models.Tokens;

namespace IdClip.Models.Tests;

public class ClipBpeTokenizerTests
{
    private static readonly string Merges = Path.Combine(TestFolders.Repository, "models/clip-bpe/bpe_simple_vocab_16e6.txt.gz");

    [Fact]
    public void It_equals_the_authors_tokenizer()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(TestFolders.Shared("golden/tokenizer.json")));
        var tokenizer = Open();
        var cases = golden.RootElement.GetProperty("cases").EnumerateArray().ToArray();

        Assert.True(cases.Length > 90);
        foreach (var example in cases)
        {
            int[] expected = [49406, .. example.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()), 49407];
            var text = tokenizer.Encode(example.GetProperty("text").GetString()!);
            Assert.Equal(expected, text.Ids);
            Assert.Equal(expected.Length - 1, text.Pool);
        }
    }

    [Theory]
    [InlineData("a dog &amp;amp; a cat", "a dog & a cat")]
    [InlineData("O\u2019Brien\u2019s \u201cboat\u201d", "o'brien's \"boat\"")]
    [InlineData(" two\t\n lines ", "two lines")]
    [InlineData("İSTANBUL", "i\u0307stanbul")]
    public void Texts_are_cleaned_as_CLIP_cleans_them(string text, string same) => Assert.Equal(Open().Encode(same).Ids, Open().Encode(text).Ids);

    [Fact]
    public void A_long_text_is_cut_and_keeps_its_end_token()
    {
        var text = Open().Encode(string.Join(' ', Enumerable.Repeat("photograph", 500)));

        Assert.Equal(77, text.Ids.Length);
        Assert.Equal(76, text.Pool);
        Assert.Equal([49406, 49407], new[] { text.Ids[0], text.Ids[^1] });
    }

    [Fact]
    public void It_can_be_used_from_several_threads()
    {
        var tokenizer = Open();
        var expected = tokenizer.Encode("two children playing soccer on grass").Ids;

        Parallel.For(0, 200, _ => Assert.Equal(expected, tokenizer.Encode("two children playing soccer on grass").Ids));
    }

    [Fact]
    public void Too_few_merges_are_named()
    {
        var tokenizer = new ClipBpeTokenizer(Path.Combine(TestFolders.Repository, "models/idclip-mini/merges.txt"), 49408, 77);

        Assert.Contains("merges.txt holds 7166 merges", Assert.Throws<Store.ModelException>(() => tokenizer.Encode("a dog")).Message, StringComparison.Ordinal);
    }

    private static ClipBpeTokenizer Open() => new(Merges, 49408, 77);
}
