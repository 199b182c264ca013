using IdClip.Models.Tensors;
using IdClip.Training.Adapters;
using IdClip.Training.Configuration;
using IdClip.Training.Data;
using IdClip.Training.Runs;
using IdClip.Training.Towers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IdClip.Training.Tests;

public class GradientStepTests
{
    [Theory]
    [InlineData(PersonLoss.CrossEntropy)]
    [InlineData(PersonLoss.Binary)]
    public void A_gradient_in_chunks_is_the_gradient_of_the_whole_batch(PersonLoss person)
    {
        using var scope = NewDisposeScope();
        using var weights = SafetensorsFile.Open(TinyModel.Model.Weights);
        using var text = new TextTower(TinyModel.Model.Configuration, weights);
        using var image = new ImageTower(TinyModel.Model.Configuration, weights);
        var set = SmallSet.Create();
        using var images = new ImageTokens(image, set, SmallSet.Pixels, prompted: true, CPU, ImageTokens.DefaultLimit, null, TestContext.Current.CancellationToken);
        random.manual_seed(2);
        using var adapter = new IdClipAdapter(
            new FaceTranslator(set.FaceWidth, text.Width, 64), new Parameter(randn(1, 3, image.Width)), new Parameter(randn(1, 2, text.Width)),
            new ValueUpdate(new Parameter(randn(2, text.Width)), new Parameter(randn(text.Width, 2))), new Parameter(tensor(2.5f)));
        var pass = new FeaturePass(text, TinyModel.Model.Tokenizer, adapter, set, images, CPU);
        var configuration = SmallSet.Configuration() with { Batch = new BatchSettings(16), Loss = new LossSettings(TemperatureKind.Learned, 1, 0.5, person) };
        var batch = new BatchPlan(set, configuration).Epoch(0)[0];

        var (wholeLoss, whole) = Gradients(16);
        var (chunkedLoss, chunked) = Gradients(5);

        Closeness.AssertClose("loss", wholeLoss, chunkedLoss, 1e-6);
        Assert.Equal(7, whole.Count);
        foreach (var (name, gradient) in whole)
        {
            Assert.True(gradient.abs().max().item<float>() > 0, $"no gradient of {name}");
            Closeness.AssertClose(name, gradient, chunked[name], 1e-5);
        }

        (double Loss, Dictionary<string, Tensor> Gradients) Gradients(int chunk)
        {
            foreach (var (_, parameter) in adapter.Parameters())
                parameter.grad?.zero_();
            var loss = new GradientStep(pass, adapter, configuration with { Batch = configuration.Batch with { Chunk = chunk } }, CPU).Backward(batch, TestContext.Current.CancellationToken);
            return (loss, adapter.Parameters().ToDictionary(item => item.Name, item => item.Parameter.grad!.clone()));
        }
    }
}
