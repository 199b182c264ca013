using IdClip.Models.Tensors;
using IdClip.Training.Data;
using IdClip.Training.Towers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IdClip.Training.Tests;

/// <summary>Texts of a batch share what they begin with, and each has the numbers that it has alone.</summary>
public class TokenTreeTests
{
    private static readonly string[] Texts =
    [
        "An image with [TOK]. a dog runs through deep snow",
        "An image with [TOK]. a dog runs through deep snow",
        "An image containing [TOK]. a band plays music on a stage while two people sit on a beach at night",
        "[TOK]. a dog runs",
        "a dog runs through deep snow",
        "a dog runs through deep snow",
        "a dog runs through [TOK] and [TOK]",
    ];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    public void A_batch_has_the_features_and_gradients_of_its_texts_alone(int prompts, int rank)
    {
        using var scope = NewDisposeScope();
        using var weights = SafetensorsFile.Open(TinyModel.Model.Weights);
        using var text = new TextTower(TinyModel.Model.Configuration, weights);
        random.manual_seed(8);
        Parameter tok = new(randn(Texts.Length, text.Width));
        var promptTokens = prompts == 0 ? null : new Parameter(randn(1, prompts, text.Width));
        var value = rank == 0 ? null : new ValueUpdate(new Parameter(randn(rank, text.Width) / 10), new Parameter(randn(text.Width, rank) / 10));
        Parameter[] trained = [.. new[] { tok, promptTokens, value?.A, value?.B }.OfType<Parameter>()];
        var (ids, ends) = TextBatch.Tokenise(TinyModel.Model.Tokenizer, Texts, CPU);
        var weight = randn(Texts.Length, TinyModel.Model.EmbedDim);

        var together = text.Encode(ids, ends, tok, promptTokens, value);
        var expected = cat([.. Enumerable.Range(0, Texts.Length).Select(Alone)]);

        Closeness.AssertClose("features", expected.detach(), together.detach(), 1e-6);
        foreach (var (alone, batch) in Gradients(expected).Zip(Gradients(together)))
            // Sums of single precision in another order.
            Closeness.AssertCloseInLength("gradient", alone, batch, 2e-6);

        Tensor Alone(int row)
        {
            // Of one text nothing is shared, and what would pad it is cut off.
            var length = ends[row].item<long>() + 1;
            return text.Encode(ids.narrow(0, row, 1).narrow(1, 0, length), ends.narrow(0, row, 1), tok.narrow(0, row, 1), promptTokens, value);
        }

        Tensor[] Gradients(Tensor features)
        {
            foreach (var parameter in trained)
                parameter.grad?.zero_();
            (features * weight).sum().backward();
            return [.. trained.Select(parameter => parameter.grad!.clone())];
        }
    }

    [Fact]
    public void Tokens_are_computed_once_up_to_a_difference_or_a_face()
    {
        using var scope = NewDisposeScope();
        const int Tok = 100;
        long[,] ids = { { 1, 2, Tok, 3, 4, 0 }, { 1, 2, Tok, 3, 9, 9 }, { 1, 2, 5, 3, 0, 0 }, { 1, 2, 5, 3, 0, 0 } };

        var tree = new TokenTree(tensor(ids), tensor(new long[] { 4, 3, 3, 3 }), Tok);

        // The places of the texts one after another: the second shares 1 2 with the first, the fourth is the third.
        var once = tree.Once(arange(24).view(4, 6, 1));
        Assert.Equal([0L, 1, 2, 3, 4, 8, 9, 14, 15], once.data<long>().ToArray());
        Assert.Equal([0L, 1, 8, 9], tree.Spread(once)[1, ..4].data<long>().ToArray());
        Assert.Equal([4L, 9, 15, 15], tree.Last(once).data<long>().ToArray());
    }
}
