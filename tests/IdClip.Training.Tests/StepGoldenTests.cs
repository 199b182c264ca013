using IdClip.Training.Adapters;
using IdClip.Training.Losses;
using IdClip.Training.Optimisation;
using static TorchSharp.torch;

namespace IdClip.Training.Tests;

/// <summary>Losses, gradients and AdamW steps against the authors' own Python code.</summary>
public class StepGoldenTests
{
    [Theory]
    [InlineData("clip_tiny")]
    [InlineData("clip_tiny_vpt5")]
    [InlineData("clip_tiny_vpt5_tpt5")]
    public void Five_steps_agree_with_the_authors_code(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        using var adapter = golden.Adapter();
        using var gradients = golden.Open("grads_step0.safetensors");
        using var after = golden.Open("after_5_steps.safetensors");
        // The golden run trained what its files list; the text prompts stayed as they were.
        var trained = adapter.Parameters().Where(item => gradients.Tensors.ContainsKey(item.Name)).ToArray();
        Assert.Equal(gradients.Tensors.Keys.Order(), trained.Select(item => item.Name).Order());
        var before = trained.ToDictionary(item => item.Name, item => item.Parameter.detach().clone());
        using var optimiser = new AdamW(trained.Select(item => new OptimisedParameter(item.Name, item.Parameter, LearningRate: 5e-5, WeightDecay: 0.01)));
        var losses = golden.Expected.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("loss").GetDouble()).ToArray();

        for (var step = 0; step < losses.Length; step++)
        {
            using var stepScope = NewDisposeScope();
            optimiser.ZeroGradients();
            var loss = Loss(golden, adapter);
            loss.backward();
            Closeness.AssertClose($"loss of step {step}", losses[step], loss.item<float>(), 1e-5);
            if (step == 0)
                foreach (var (parameter, value) in trained)
                    Closeness.AssertClose($"gradient of {parameter}", GoldenModel.Read(gradients, parameter), value.grad!);
            optimiser.Step();
        }

        foreach (var (parameter, value) in trained)
        {
            var expected = GoldenModel.Read(after, parameter);
            // By length: where a gradient is nearly zero, AdamW divides noise by noise, and a single weight may differ by a tenth of a step.
            Closeness.AssertCloseInLength(parameter, expected, value.detach(), 1e-5);
            // Five steps of 5e-5 move little; the movement itself must agree too.
            Closeness.AssertCloseInLength($"movement of {parameter}", expected - before[parameter], value.detach() - before[parameter], 1e-3);
        }
    }

    private static Tensor Loss(GoldenModel golden, IdClipAdapter adapter)
    {
        var ids = golden.Ids("tokens_tok");
        var images = golden.Image.Encode(golden.Image.Tokens(golden.Tensor("images")), adapter.ImagePrompts);
        var texts = golden.Text.Encode(ids, golden.Ends(ids), adapter.Translator.forward(golden.Tensor("face")), adapter.TextPrompts);
        return ContrastiveLoss.InfoNce(images / images.norm(1, keepdim: true), texts / texts.norm(1, keepdim: true), tensor((float)ContrastiveLoss.FixedScale));
    }
}
