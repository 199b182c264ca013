using System.Security.Cryptography;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Models.Tensors;
using IdClip.Models.Tests;
using IdClip.Training.Adapters;
using IdClip.Training.Configuration;
using IdClip.Training.Data;
using IdClip.Training.Runs;
using IdClip.Training.Towers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IdClip.Training.Tests;

/// <summary>The update of the last text layer's value matrix, from its first step to ONNX Runtime.</summary>
public class ValueUpdateTests
{
    private const int Rank = 1;

    [Fact]
    public void Training_starts_at_the_model_without_the_update_bit_for_bit_and_then_leaves_it()
    {
        using var folder = new TemporaryFolder();
        var with = Train(SmallSet.Configuration(imagePrompts: 2) with { TextValueRank = Rank, Epochs = 1 }, folder["with"]);
        var without = Train(SmallSet.Configuration(imagePrompts: 2) with { Epochs = 1 }, folder["without"]);

        Assert.Equal(without[0], with[0]);
        Assert.NotEqual(without[^1], with[^1]);
    }

    [Fact]
    public void A_trained_update_is_served_as_it_was_trained()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var clip = TinyModel.Model;
        var set = SmallSet.Create();
        Train(SmallSet.Configuration() with { TextValueRank = Rank, Epochs = 10, Optimiser = new OptimiserSettings(1e-2) }, folder["run"]);
        using var frozen = no_grad();
        using var weights = SafetensorsFile.Open(clip.Weights);
        using var text = new TextTower(clip.Configuration, weights);
        using var adapter = new IdClipAdapter(
            new FaceTranslator(set.FaceWidth, text.Width, 64), textValue: new ValueUpdate(new Parameter(zeros(Rank, text.Width)), new Parameter(zeros(text.Width, Rank))));
        adapter.Load(Path.Combine(folder["run"], AdapterManifest.WeightsName));
        Describe(folder["run"], clip, set);
        var (ids, ends) = TextBatch.Tokenise(clip.Tokenizer, ["An image with [TOK]. a dog runs", "[TOK] in the image. two people sit on a beach at night"], CPU);
        var faces = tensor(set.MeanFace("Ana").Concat(set.MeanFace("Bo")).ToArray(), [2, set.FaceWidth]);

        var trained = text.Encode(ids, ends, adapter.Translator.forward(faces), value: adapter.TextValue);
        var served = AdapterModel.Open(folder["run"], clip);
        float[] words = [.. served.Translate(set.MeanFace("Ana")), .. served.Translate(set.MeanFace("Bo"))];

        Graph.AssertClose(Values(trained), Graph.RunText(served.TextGraph, ids.data<long>().ToArray(), 2, ends.data<long>().ToArray(), words));
        var without = text.Encode(ids, ends, adapter.Translator.forward(faces));
        Assert.True((trained - without).abs().max().item<float>() > 1e-2f, "the update changes nothing, so the test shows nothing");
        Assert.Equal(clip.ImageGraph, served.ImageGraph);
    }

    private static string[] Train(TrainingConfiguration configuration, string folder)
    {
        new Trainer(configuration, TinyModel.Model, SmallSet.Create(), null, SmallSet.Pixels, new TrainerOptions()).Run(folder, cancellation: TestContext.Current.CancellationToken);
        return [.. RunMetrics.Read(folder).Select(line => line.Loss!.Value.ToString("r"))];
    }

    private static void Describe(string folder, ClipModel clip, TrainingSet set) => new AdapterManifest
    {
        Name = "polar",
        Description = "A test.",
        Model = clip.Name,
        ModelSha256 = clip.Identity,
        FaceModel = "sface",
        FaceModelSha256 = clip.Identity,
        FaceWidth = set.FaceWidth,
        Prompt = "An image with [TOK]",
        WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, AdapterManifest.WeightsName)))),
    }.Write(folder);

    private static float[] Values(Tensor values) => values.contiguous().data<float>().ToArray();
}
