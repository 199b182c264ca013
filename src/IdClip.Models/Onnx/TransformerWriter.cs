using IdClip.Models.Clip;

namespace IdClip.Models.Onnx;

/// <summary>Writes pre-norm transformer blocks. Tokens are kept as rows <c>[B*T, width]</c>, so that every linear layer is one Gemm over the stored <c>[out, in]</c> matrix.</summary>
/// <param name="graph">The graph written to.</param>
/// <param name="configuration">The blocks' configuration.</param>
/// <param name="causal">Whether a token sees only those before it.</param>
/// <param name="sampleShape">Value that holds the shape <c>[B,T,width]</c>, with -1 for B.</param>
internal sealed class TransformerWriter(OnnxGraph graph, TransformerConfiguration configuration, bool causal, string sampleShape)
{
    private const string Microsoft = "com.microsoft:";

    private readonly int width = configuration.Width;

    /// <summary>
    /// Runs tokens <c>[B,T,width]</c> through all blocks and returns one row a sample, <c>[B,width]</c>.
    /// The last block computes keys and values of every token, but the rest only for the row that is pooled: no other output of it is ever read.
    /// </summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="prefix">Prefix of the blocks' tensors, with its dot.</param>
    /// <param name="pool">Picks a sample's row: <c>[B,T,width]</c> to <c>[B,width]</c>.</param>
    /// <param name="lengths">Keys that the pooled row sees, <c>[B]</c> int32, or null when it sees all.</param>
    public string Pooled(string tokens, string prefix, Func<string, string> pool, string? lengths)
    {
        var rows = Rows(tokens);
        for (var layer = 0; layer < configuration.Layers - 1; layer++)
            rows = Block(rows, $"{prefix}resblocks.{layer}.");
        return PooledBlock(rows, $"{prefix}resblocks.{configuration.Layers - 1}.", pool, lengths);
    }

    /// <summary>Runs tokens <c>[B,T,width]</c> through all blocks and returns all of them as rows.</summary>
    public string All(string tokens, string prefix)
    {
        var rows = Rows(tokens);
        for (var layer = 0; layer < configuration.Layers; layer++)
            rows = Block(rows, $"{prefix}resblocks.{layer}.");
        return rows;
    }

    public string LayerNorm(string x, string prefix) => graph.Node(
        "LayerNormalization",
        [x, graph.Weight(prefix + "weight"), graph.Weight(prefix + "bias")],
        ("axis", -1L),
        ("epsilon", configuration.LayerNormEpsilon));

    /// <summary>A linear layer over rows, stored as <c>[out, in]</c>.</summary>
    public string Linear(string rows, string prefix) => Gemm(rows, graph.Weight(prefix + ".weight"), graph.Weight(prefix + ".bias"));

    /// <summary>The MLP of a block, with the names of its two layers.</summary>
    public string Mlp(string rows, string first, string second)
    {
        var hidden = Linear(rows, first);
        var activated = configuration.Activation switch
        {
            Activation.QuickGelu => graph.Node(Microsoft + "QuickGelu", [hidden], ("alpha", 1.702f)),
            Activation.Gelu => graph.Node("Gelu", [hidden], ("approximate", "none")),
            _ => graph.Node("Gelu", [hidden], ("approximate", "tanh")),
        };
        return Linear(activated, second);
    }

    /// <summary>Attention of one query a sample, <c>[B,width]</c>, over rows of keys.</summary>
    public string PooledAttention(string queries, string keys, string prefix, string? lengths = null) =>
        Attention(queries, keys, prefix, pooled: true, lengths, masked: false);

    // PyTorch's MultiheadAttention stacks the three projections in one matrix; its parts are read where they lie.
    private string Attention(string queries, string keys, string prefix, bool pooled, string? lengths, bool masked)
    {
        var parts = new string[3];
        for (var part = 0; part < 3; part++)
        {
            var projected = Gemm(
                part == 0 ? queries : keys,
                graph.Weight(prefix + "in_proj_weight", part * width, width),
                graph.Weight(prefix + "in_proj_bias", part * width, width));
            parts[part] = part == 0 && pooled
                ? graph.Node("Reshape", [projected, graph.Integers(-1, 1, width)])
                : Samples(projected);
        }

        var mixed = graph.Node(
            Microsoft + "MultiHeadAttention",
            [.. parts, "", lengths ?? ""],
            ("num_heads", (long)configuration.Heads),
            ("unidirectional", masked ? 1L : 0L));
        return Linear(Rows(mixed), prefix + "out_proj");
    }

    public string Rows(string samples) => graph.Node("Reshape", [samples, graph.Integers(-1, width)]);

    public string Samples(string rows) => graph.Node("Reshape", [rows, sampleShape]);

    private string Gemm(string rows, string weight, string bias) => graph.Node("Gemm", [rows, weight, bias], ("transB", 1L));

    private string Block(string rows, string prefix)
    {
        var normed = LayerNorm(rows, prefix + "ln_1.");
        rows = graph.Node("Add", [rows, Attention(normed, normed, prefix + "attn.", pooled: false, lengths: null, masked: causal)]);
        return graph.Node("Add", [rows, Mlp(LayerNorm(rows, prefix + "ln_2."), prefix + "mlp.c_fc", prefix + "mlp.c_proj")]);
    }

    private string PooledBlock(string rows, string prefix, Func<string, string> pool, string? lengths)
    {
        var normed = LayerNorm(rows, prefix + "ln_1.");
        var attended = PooledAttention(pool(Samples(normed)), normed, prefix + "attn.", lengths);
        var row = graph.Node("Add", [pool(Samples(rows)), attended]);
        return graph.Node("Add", [row, Mlp(LayerNorm(row, prefix + "ln_2."), prefix + "mlp.c_fc", prefix + "mlp.c_proj")]);
    }
}
