using IdClip.Models.Clip;
using IdClip.Models.Tensors;
using IdClip.Training.Arithmetic;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IdClip.Training.Towers;

/// <summary>An image tower with frozen weights, through which gradients flow to prompt tokens. The same computation as the graph of <see cref="Models.Onnx.ImageGraphWriter"/>.</summary>
public sealed class ImageTower : IDisposable
{
    private readonly ImageTowerConfiguration configuration;
    private readonly TowerWeights weights;
    private readonly TowerLayers layers;

    /// <summary>Loads the tower.</summary>
    /// <param name="configuration">The model.</param>
    /// <param name="file">Tensors under OpenAI's names.</param>
    /// <param name="device">Where it runs; null is the CPU.</param>
    /// <exception cref="Models.Store.ModelException">A tensor is not of a float type.</exception>
    public ImageTower(ClipConfiguration configuration, SafetensorsFile file, Device? device = null)
    {
        this.configuration = configuration.Image;
        weights = new TowerWeights(file, device ?? CPU, name => name.StartsWith("visual.", StringComparison.Ordinal));
        layers = new TowerLayers(weights, this.configuration.Transformer);
    }

    /// <summary>Channels of a token, and of a visual prompt token.</summary>
    public int Width => configuration.Transformer.Width;

    /// <summary>Side of the square input in pixels.</summary>
    public int Size => configuration.Size;

    /// <summary>Turns pixels into the transformer's input before prompt tokens join: nothing of it is ever trained, so it may be kept.</summary>
    /// <param name="pixels">Preprocessed pixels <c>[B,3,size,size]</c>.</param>
    /// <returns>Tokens <c>[B,T,width]</c> with positions, the class token first where the tower has one.</returns>
    /// <exception cref="Models.Store.ModelException">The checkpoint lacks a tensor.</exception>
    public Tensor Tokens(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var cells = configuration.Stem is null ? pixels : Stem(pixels, configuration.Stem);
        var grid = functional.conv2d(cells, weights["visual.conv1.weight"], weights.Find("visual.conv1.bias"), strides: [configuration.PatchSize, configuration.PatchSize]);
        var tokens = grid.flatten(2).transpose(1, 2);
        if (configuration.Kind == TowerKind.Clip)
            tokens = cat([weights["visual.class_embedding"].expand(tokens.shape[0], 1, -1), tokens], dim: 1);
        return tokens.Plus(weights["visual.positional_embedding"]).MoveToOuterDisposeScope();
    }

    /// <summary>Embeds images from their tokens.</summary>
    /// <param name="tokens">What <see cref="Tokens"/> returns.</param>
    /// <param name="prompts">Visual prompt tokens <c>[1,n,width]</c> or null; they follow the patches, before ln_pre (paper section 3.3).</param>
    /// <returns>Features <c>[B,embed]</c>, not normalised.</returns>
    /// <exception cref="Models.Store.ModelException">The checkpoint lacks a tensor.</exception>
    public Tensor Encode(Tensor tokens, Tensor? prompts = null)
    {
        using var scope = NewDisposeScope();
        var input = prompts is null ? tokens : cat([tokens, prompts.expand(tokens.shape[0], -1, -1)], dim: 1);
        return (configuration.Kind == TowerKind.Clip ? Clip(input) : SigLip(input)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => weights.Dispose();

    private Tensor Clip(Tensor tokens)
    {
        if (weights.Has("visual.ln_pre.weight"))
            tokens = layers.LayerNorm(tokens, "visual.ln_pre");
        var classToken = zeros(tokens.shape[0], ScalarType.Int64, tokens.device);
        var row = layers.Pooled(tokens, "visual.transformer.", classToken, causal: false);
        return layers.Project(layers.LayerNorm(row, "visual.ln_post"), "visual.proj");
    }

    private Tensor SigLip(Tensor tokens)
    {
        var rows = layers.LayerNorm(layers.All(tokens, "visual.transformer."), "visual.ln_post");
        var probe = weights["visual.attn_pool.probe"].expand(tokens.shape[0], 1, -1);
        var pooled = layers.Attention(probe, rows, "visual.attn_pool.attn.", mask: null, causal: false);
        return pooled.Plus(layers.Mlp(layers.LayerNorm(pooled, "visual.attn_pool.ln"), "visual.attn_pool.mlp.")).squeeze(1);
    }

    private Tensor Stem(Tensor pixels, IReadOnlyList<StemStep> steps)
    {
        var outputs = new List<Tensor>(steps.Count);
        foreach (var step in steps)
        {
            var inputs = step.Inputs.Select(input => input < 0 ? pixels : outputs[input]).ToArray();
            outputs.Add(step.Name is null ? inputs[0].Plus(inputs[1]) : Convolve(step, inputs[0]));
        }

        return outputs[^1];
    }

    private Tensor Convolve(StemStep step, Tensor input)
    {
        var size = (input.shape[2] + step.Stride - 1) / step.Stride;
        var padding = Math.Max(0, ((size - 1) * step.Stride) + step.Kernel - input.shape[2]);
        var (before, after) = (padding / 2, padding - (padding / 2));
        var padded = padding == 0 ? input : functional.pad(input, [before, after, before, after]);
        var output = functional.conv2d(padded, weights[step.Name + ".weight"], weights[step.Name + ".bias"], strides: [step.Stride, step.Stride], groups: step.Groups);
        return step.Relu6 ? functional.relu6(output) : output;
    }
}
