using IdClip.Models.Clip;
using IdClip.Training.Arithmetic;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IdClip.Training.Towers;

/// <summary>The layers both towers are made of, over the checkpoint's tensors. Everything returned belongs to the caller's dispose scope.</summary>
/// <param name="weights">The checkpoint.</param>
/// <param name="configuration">The tower's transformer.</param>
internal sealed class TowerLayers(TowerWeights weights, TransformerConfiguration configuration)
{
    private readonly int width = configuration.Width;

    /// <summary>
    /// Runs tokens <c>[B,T,width]</c> through all blocks and returns one row a sample, <c>[B,width]</c>.
    /// As in the ONNX graphs, the last block computes only the row that is read; a gradient through the others would be zero.
    /// </summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="prefix">Prefix of the blocks' tensors, with its dot.</param>
    /// <param name="rows">The row read of each sample, <c>[B]</c> int64.</param>
    /// <param name="causal">Whether a token sees only those before it.</param>
    /// <param name="value">What the value matrix of the last block gains, or null.</param>
    /// <param name="tree">What causal texts have in common, so that it is computed once, or null.</param>
    public Tensor Pooled(Tensor tokens, string prefix, Tensor rows, bool causal, ValueUpdate? value = null, TokenTree? tree = null)
    {
        using var scope = NewDisposeScope();
        var seen = causal ? KeptScalars.Positions(tokens.shape[1], tokens.device).le(rows.unsqueeze(1)).view(-1, 1, 1, tokens.shape[1]) : null;
        tokens = tree?.Once(tokens) ?? tokens;
        for (var layer = 0; layer < configuration.Layers - 1; layer++)
            tokens = Block(tokens, $"{prefix}resblocks.{layer}.", causal, tree);
        var block = $"{prefix}resblocks.{configuration.Layers - 1}.";
        var normed = LayerNorm(tokens, block + "ln_1");
        Tensor Read(Tensor all) => tree?.Last(all) ?? Row(all, rows);
        var row = Read(tokens).Plus(Attention(Read(normed), normed, block + "attn.", seen, causal: false, value, tree));
        row = row.Plus(Mlp(LayerNorm(row, block + "ln_2"), block + "mlp."));
        return row.squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Runs tokens <c>[B,T,width]</c> through all blocks without a mask and returns all of them.</summary>
    public Tensor All(Tensor tokens, string prefix)
    {
        using var scope = NewDisposeScope();
        for (var layer = 0; layer < configuration.Layers; layer++)
            tokens = Block(tokens, $"{prefix}resblocks.{layer}.", causal: false);
        return tokens.MoveToOuterDisposeScope();
    }

    public Tensor LayerNorm(Tensor tokens, string name) =>
        functional.layer_norm(tokens, [width], weights[name + ".weight"], weights[name + ".bias"], configuration.LayerNormEpsilon);

    /// <summary>The MLP of a block.</summary>
    public Tensor Mlp(Tensor tokens, string prefix)
    {
        using var scope = NewDisposeScope();
        var hidden = Linear(tokens, prefix + "c_fc");
        var activated = configuration.Activation switch
        {
            Activation.QuickGelu => hidden * hidden.Times(1.702).sigmoid(),
            Activation.Gelu => functional.gelu(hidden),
            _ => functional.gelu(hidden, TorchSharp.Modules.GELU.Approximate.tanh),
        };
        return Linear(activated, prefix + "c_proj").MoveToOuterDisposeScope();
    }

    /// <summary>Attention of <paramref name="queries"/> <c>[B,Q,width]</c> over <paramref name="keys"/> <c>[B,K,width]</c>; <paramref name="mask"/> is true where a key is seen. With a tree keys, and queries that are keys, are <c>[1,N,width]</c>.</summary>
    public Tensor Attention(Tensor queries, Tensor keys, string prefix, Tensor? mask, bool causal, ValueUpdate? value = null, TokenTree? tree = null)
    {
        using var scope = NewDisposeScope();
        var (matrix, bias) = (weights[prefix + "in_proj_weight"], weights[prefix + "in_proj_bias"]);
        var self = ReferenceEquals(queries, keys);
        Tensor InTexts(Tensor tokens) => tree?.Spread(tokens) ?? tokens;
        Tensor[] parts;
        if (self)
            parts = InTexts(functional.linear(queries, matrix, bias)).chunk(3, dim: -1);
        else
            parts =
            [
                functional.linear(queries, matrix.narrow(0, 0, width), bias.narrow(0, 0, width)),
                .. InTexts(functional.linear(keys, matrix.narrow(0, width, 2 * width), bias.narrow(0, width, 2 * width))).chunk(2, dim: -1),
            ];
        if (value is not null)
            parts[2] = parts[2].Plus(InTexts(value.Of(keys)));
        var mixed = functional.scaled_dot_product_attention(Heads(parts[0]), Heads(parts[1]), Heads(parts[2]), mask, is_casual: causal);
        var joined = mixed.transpose(1, 2).reshape(mixed.shape[0], -1, width);
        return Linear(self ? tree?.Once(joined) ?? joined : joined, prefix + "out_proj").MoveToOuterDisposeScope();
    }

    /// <summary>The last layer of a tower: OpenAI stores it as <c>[width, embed]</c>, Hugging Face as a linear layer.</summary>
    public Tensor Project(Tensor rows, string name)
    {
        if (weights.Find(name) is { } matrix)
            return rows.matmul(matrix);
        return weights.Find(name + ".weight") is { } linear ? functional.linear(rows, linear, weights.Find(name + ".bias")) : rows.alias();
    }

    private Tensor Block(Tensor tokens, string prefix, bool causal, TokenTree? tree = null)
    {
        using var scope = NewDisposeScope();
        var normed = LayerNorm(tokens, prefix + "ln_1");
        var attended = tokens.Plus(Attention(normed, normed, prefix + "attn.", mask: null, causal, tree: tree));
        return attended.Plus(Mlp(LayerNorm(attended, prefix + "ln_2"), prefix + "mlp.")).MoveToOuterDisposeScope();
    }

    private Tensor Linear(Tensor tokens, string name) => functional.linear(tokens, weights[name + ".weight"], weights[name + ".bias"]);

    private Tensor Heads(Tensor tokens) => tokens.view(tokens.shape[0], tokens.shape[1], configuration.Heads, width / configuration.Heads).transpose(1, 2);

    private Tensor Row(Tensor tokens, Tensor rows) => tokens.gather(1, rows.view(-1, 1, 1).expand(-1, 1, width));
}
