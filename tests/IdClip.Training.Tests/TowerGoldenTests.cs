using IdClip.Training.Losses;
using static TorchSharp.torch;

namespace IdClip.Training.Tests;

/// <summary>The towers, the translator and the losses in TorchSharp against the authors' own Python code.</summary>
public class TowerGoldenTests
{
    [Theory]
    [InlineData("clip_tiny")]
    [InlineData("clip_tiny_vpt5")]
    [InlineData("clip_tiny_vpt5_tpt5")]
    public void Features_agree_with_the_authors_code(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var adapter = golden.Adapter();
        var (plain, tok) = (golden.Ids("tokens_plain"), golden.Ids("tokens_tok"));
        var translated = adapter.Translator.forward(golden.Tensor("face"));

        // The authors pass translated faces through half precision outside of training, so theirs are rounded to 2^-11; rounded alike, ours give the same text.
        Closeness.AssertClose("translated", golden.Tensor("translated"), translated, tolerance: Math.Pow(2, -11));
        Closeness.AssertClose("image", golden.Tensor("image_features"), golden.Image.Encode(golden.Image.Tokens(golden.Tensor("images")), adapter.ImagePrompts));
        Closeness.AssertClose("plain text", golden.Tensor("text_plain"), golden.Text.Encode(plain, golden.Ends(plain), prompts: adapter.TextPrompts));
        Closeness.AssertClose("text with the authors' face", golden.Tensor("text_tok"), golden.Text.Encode(tok, golden.Ends(tok), golden.Tensor("translated"), adapter.TextPrompts));
        Closeness.AssertClose("text with our face", golden.Tensor("text_tok"), golden.Text.Encode(tok, golden.Ends(tok), translated.to(ScalarType.Float16).to(ScalarType.Float32), adapter.TextPrompts));
    }

    [Theory]
    [InlineData("clip_tiny")]
    [InlineData("clip_tiny_vpt5")]
    [InlineData("clip_tiny_vpt5_tpt5")]
    public void Losses_agree_with_the_authors_code(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        var images = Unit(golden.Tensor("image_features"));
        var texts = Unit(golden.Tensor("text_tok"));
        var scale = tensor((float)ContrastiveLoss.FixedScale);
        var people = tensor(golden.Expected.GetProperty("entities").EnumerateArray().Select(entity => (long)entity.GetString()![0]).ToArray());

        Closeness.AssertClose("InfoNCE", golden.Expected.GetProperty("info_nce").GetDouble(), ContrastiveLoss.InfoNce(images, texts, scale).item<float>(), 1e-6);
        Closeness.AssertClose("entity cross-entropy", golden.Expected.GetProperty("entity_loss_crossentropy").GetDouble(), ContrastiveLoss.EntityCrossEntropy(images, texts, scale, people).item<float>(), 1e-6);
        Closeness.AssertClose("entity BCE", golden.Expected.GetProperty("entity_loss_bce").GetDouble(), ContrastiveLoss.EntityBinary(images, texts, scale, people).item<float>(), 1e-6);
    }

    private static Tensor Unit(Tensor features) => features / features.norm(1, keepdim: true);
}
