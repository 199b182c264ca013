using IdClip.Models.Clip;
using IdClip.Models.Tensors;
using IdClip.Training.Arithmetic;
using static TorchSharp.torch;

namespace IdClip.Training.Towers;

/// <summary>A text tower with frozen weights, through which gradients flow to faces, prompt tokens and an update of its last layer. The same computation as the graph of <see cref="Models.Onnx.TextGraphWriter"/>.</summary>
public sealed class TextTower : IDisposable
{
    private readonly TextTowerConfiguration configuration;
    private readonly TowerWeights weights;
    private readonly TowerLayers layers;

    /// <summary>Loads the tower.</summary>
    /// <param name="configuration">The model.</param>
    /// <param name="file">Tensors under OpenAI's names.</param>
    /// <param name="device">Where it runs; null is the CPU.</param>
    /// <exception cref="Models.Store.ModelException">A tensor is not of a float type.</exception>
    public TextTower(ClipConfiguration configuration, SafetensorsFile file, Device? device = null)
    {
        this.configuration = configuration.Text;
        weights = new TowerWeights(file, device ?? CPU, name => !name.StartsWith("visual.", StringComparison.Ordinal) && !name.StartsWith("logit_", StringComparison.Ordinal));
        layers = new TowerLayers(weights, this.configuration.Transformer);
    }

    /// <summary>Channels of a token, and of a face as the word <c>[TOK]</c>.</summary>
    public int Width => configuration.Transformer.Width;

    /// <summary>Embeds texts. What several begin with is computed once in a causal tower, and padding not at all; the numbers are those of each text alone.</summary>
    /// <param name="ids">Token ids <c>[B,T]</c> int64, T at most the context length; <c>[TOK]</c> is <see cref="TextTowerConfiguration.TokId"/>.</param>
    /// <param name="ends">The position read of each text, <c>[B]</c> int64.</param>
    /// <param name="tok">What stands in place of <c>[TOK]</c> in each text, <c>[B,width]</c>, or null where no text has it (paper section 3.2).</param>
    /// <param name="prompts">Text prompt tokens <c>[1,n,width]</c> or null; they come before the text and have no positions.</param>
    /// <param name="value">What the value matrix of the last layer gains, or null.</param>
    /// <returns>Features <c>[B,embed]</c>, not normalised.</returns>
    /// <exception cref="Models.Store.ModelException">The checkpoint lacks a tensor.</exception>
    public Tensor Encode(Tensor ids, Tensor ends, Tensor? tok = null, Tensor? prompts = null, ValueUpdate? value = null)
    {
        using var scope = NewDisposeScope();
        var tokens = Embed(ids, tok).Plus(weights["positional_embedding"].narrow(0, 0, ids.shape[1]));
        if (prompts is not null)
        {
            tokens = cat([prompts.expand(ids.shape[0], -1, -1), tokens], dim: 1);
            ids = nn.functional.pad(ids, [prompts.shape[1], 0]);
            ends = ends.Plus(prompts.shape[1]);
        }

        var causal = configuration.Kind == TowerKind.Clip;
        var row = layers.Pooled(tokens, "transformer.", ends, causal, value, causal ? new TokenTree(ids, ends, configuration.TokId) : null);
        return layers.Project(layers.LayerNorm(row, "ln_final"), "text_projection").MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => weights.Dispose();

    private Tensor Embed(Tensor ids, Tensor? tok)
    {
        var table = weights["token_embedding.weight"];
        if (tok is null)
            return table[ids];
        var isTok = KeptScalars.With((long)configuration.TokId, ids.eq);
        return where(isTok.unsqueeze(2), tok.unsqueeze(1), table[KeptScalars.With(0L, zero => ids.masked_fill(isTok, zero))]);
    }
}
