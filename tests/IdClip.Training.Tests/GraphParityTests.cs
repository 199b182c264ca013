using IdClip.Models.Import;
using IdClip.Models.Onnx;
using IdClip.Models.Store;
using IdClip.Models.Tensors;
using IdClip.Models.Tests;
using IdClip.Training.Adapters;
using IdClip.Training.Losses;
using IdClip.Training.Optimisation;
using IdClip.Training.Towers;
using Parameter = TorchSharp.Modules.Parameter;
using static TorchSharp.torch;

namespace IdClip.Training.Tests;

/// <summary>What is trained in TorchSharp is what ONNX Runtime serves.</summary>
public class GraphParityTests
{
    [Theory]
    [InlineData("clip_tiny", 3, 0)]
    [InlineData("clip_tiny_vpt5", 5, 2)]
    [InlineData("clip_tiny_vpt5_tpt5", 1, 4)]
    public void A_trained_adapter_gives_the_same_features_in_onnx_runtime(string name, int imagePrompts, int textPrompts)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var adapter = new IdClipAdapter(
            new FaceTranslator(512, golden.Text.Width, 96),
            new Parameter(randn(1, imagePrompts, golden.Image.Width)),
            textPrompts == 0 ? null : new Parameter(randn(1, textPrompts, golden.Text.Width)));
        var ids = golden.Ids("tokens_tok");
        Tensor Images() => golden.Image.Encode(golden.Image.Tokens(golden.Tensor("images")), adapter.ImagePrompts);
        Tensor Texts() => golden.Text.Encode(ids, golden.Ends(ids), adapter.Translator.forward(golden.Tensor("face")), adapter.TextPrompts);
        var untrained = Texts().detach();
        Train(adapter, Images, Texts);

        // Graphs lie beside their weights.
        var folder = Path.GetDirectoryName(golden.Model.Weights)!;
        var (image, text) = (Path.Combine(folder, "adapted-image.onnx"), Path.Combine(folder, "adapted-text.onnx"));
        using (var weights = SafetensorsFile.Open(golden.Model.Weights))
        {
            ImageGraphWriter.Write(image, golden.Model.Configuration, weights, adapter.ImagePromptTokens());
            TextGraphWriter.Write(text, golden.Model.Configuration, weights, adapter.TextPromptTokens());
        }

        using var frozen = no_grad();
        var side = golden.Image.Size;
        var tok = adapter.Translator.forward(golden.Tensor("face"));
        Graph.AssertClose(Values(Images()), Graph.RunImage(image, Values(golden.Tensor("images")), 6, 3, side, side));
        Graph.AssertClose(Values(Texts()), Graph.RunText(text, ids.data<long>().ToArray(), 6, golden.Ends(ids).data<long>().ToArray(), Values(tok)));
        Assert.True((Texts() - untrained).abs().max().item<float>() > 1e-2f, "training moved nothing, so the test shows nothing");
    }

    [Theory]
    [InlineData("golden/drop_in/open_clip_gelu")]
    [InlineData("golden/drop_in/open_clip_quickgelu")]
    [InlineData("golden/drop_in/hf_clip")]
    [InlineData("golden/drop_in/hf_siglip")]
    public void Towers_of_other_libraries_agree_with_onnx_runtime(string shared)
    {
        var source = TestFolders.Shared(shared);
        var temporary = TestFolders.NewTemporary();
        try
        {
            var store = new ModelStore([temporary], ModelCatalogue.Default);
            AssertTowersAgree(store.OpenClip(new CheckpointImport(store).Import(source).Name));
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    [Fact]
    public void The_towers_of_IdClip_mini_agree_with_onnx_runtime() => AssertTowersAgree(ClipModel.Open(Path.Combine(TestFolders.Repository, "models", "idclip-mini")));

    private static void AssertTowersAgree(ClipModel model)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var weights = SafetensorsFile.Open(model.Weights);
        using var image = new ImageTower(model.Configuration, weights);
        using var text = new TextTower(model.Configuration, weights);
        random.manual_seed(11);
        var pixels = rand(3, 3, image.Size, image.Size) * 2 - 1;
        var (vocabulary, length) = (model.Configuration.Text.VocabularySize, model.Configuration.Text.ContextLength);
        var ids = randint(0, vocabulary, [4, length], ScalarType.Int64);
        ids[.., 2] = model.Configuration.Text.TokId;
        var ends = full([4], length - 1, ScalarType.Int64);
        var tok = randn(4, text.Width);

        Graph.AssertClose(Values(image.Encode(image.Tokens(pixels))), Graph.RunImage(model.ImageGraph, Values(pixels), 3, 3, image.Size, image.Size));
        Graph.AssertClose(Values(text.Encode(ids, ends, tok)), Graph.RunText(model.TextGraph, ids.data<long>().ToArray(), 4, ends.data<long>().ToArray(), Values(tok)));
    }

    private static void Train(IdClipAdapter adapter, Func<Tensor> images, Func<Tensor> texts)
    {
        using var optimiser = new AdamW(adapter.Parameters().Select(item => new OptimisedParameter(item.Name, item.Parameter, LearningRate: 1e-2, WeightDecay: 0.01)));
        for (var step = 0; step < 3; step++)
        {
            using var scope = NewDisposeScope();
            optimiser.ZeroGradients();
            var (image, text) = (images(), texts());
            ContrastiveLoss.InfoNce(image / image.norm(1, keepdim: true), text / text.norm(1, keepdim: true), tensor((float)ContrastiveLoss.FixedScale)).backward();
            optimiser.Step();
        }
    }

    private static float[] Values(Tensor values) => values.contiguous().data<float>().ToArray();
}
