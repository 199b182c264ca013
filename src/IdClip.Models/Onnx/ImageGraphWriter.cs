using IdClip.Models.Clip;
using IdClip.Models.Onnx.Format;
using IdClip.Models.Tensors;

namespace IdClip.Models.Onnx;

/// <summary>Writes an image tower: <c>pixels [B,3,H,W]</c> to <c>features [B,embed]</c>.</summary>
public static class ImageGraphWriter
{
    /// <summary>Writes the graph to <paramref name="path"/>; it refers to <paramref name="weights"/>, which must lie in the same folder when it is loaded.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="configuration">The model.</param>
    /// <param name="weights">Tensors under OpenAI's names.</param>
    /// <param name="prompts">Visual prompt tokens, or null. They follow the patches, after the positions were added and before ln_pre.</param>
    /// <exception cref="Store.ModelException">A tensor is missing.</exception>
    public static void Write(string path, ClipConfiguration configuration, SafetensorsFile weights, PromptTokens? prompts = null)
    {
        var graph = new OnnxGraph("image", weights);
        var tower = configuration.Image;
        var side = tower.Size.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var pixels = graph.Input("pixels", TensorProto.Types.DataType.Float, "B", "3", side, side);
        var features = tower.Kind == TowerKind.Clip ? Clip(graph, tower, pixels, prompts) : SigLip(graph, tower, pixels, prompts);
        graph.Output("features", features, "B", configuration.EmbedDim.ToString(System.Globalization.CultureInfo.InvariantCulture));
        graph.Save(path);
    }

    private static string Clip(OnnxGraph graph, ImageTowerConfiguration tower, string pixels, PromptTokens? prompts)
    {
        var width = tower.Transformer.Width;
        var (patches, count) = Patches(graph, tower, pixels);
        var start = PerSample(graph, pixels, graph.Weight("visual.class_embedding"), 1, width);
        var tokens = graph.Node("Concat", [start, patches], ("axis", 1L));
        tokens = graph.Node("Add", [tokens, graph.Weight("visual.positional_embedding")]);
        tokens = WithPrompts(graph, pixels, tokens, prompts, width);

        var blocks = new TransformerWriter(graph, tower.Transformer, causal: false, graph.Integers(-1, count + 1 + (prompts?.Count ?? 0), width));
        if (graph.Weights.Tensors.ContainsKey("visual.ln_pre.weight"))
            tokens = blocks.LayerNorm(tokens, "visual.ln_pre.");
        var classToken = graph.Integer(0);
        var row = blocks.Pooled(tokens, "visual.transformer.", samples => graph.Node("Gather", [samples, classToken], ("axis", 1L)), lengths: null);
        return graph.Project(blocks.LayerNorm(row, "visual.ln_post."), "visual.proj");
    }

    private static string SigLip(OnnxGraph graph, ImageTowerConfiguration tower, string pixels, PromptTokens? prompts)
    {
        var width = tower.Transformer.Width;
        var (patches, count) = Patches(graph, tower, pixels);
        var tokens = graph.Node("Add", [patches, graph.Weight("visual.positional_embedding")]);
        tokens = WithPrompts(graph, pixels, tokens, prompts, width);

        var blocks = new TransformerWriter(graph, tower.Transformer, causal: false, graph.Integers(-1, count + (prompts?.Count ?? 0), width));
        var rows = blocks.LayerNorm(blocks.All(tokens, "visual.transformer."), "visual.ln_post.");
        var probe = blocks.Rows(PerSample(graph, pixels, graph.Weight("visual.attn_pool.probe"), 1, width));
        var pooled = blocks.PooledAttention(probe, rows, "visual.attn_pool.attn.");
        var normed = blocks.LayerNorm(pooled, "visual.attn_pool.ln.");
        return graph.Node("Add", [pooled, blocks.Mlp(normed, "visual.attn_pool.mlp.c_fc", "visual.attn_pool.mlp.c_proj")]);
    }

    private static (string Tokens, int Count) Patches(OnnxGraph graph, ImageTowerConfiguration tower, string pixels)
    {
        var (cells, size) = tower.Stem is null ? (pixels, tower.Size) : StemWriter.Write(graph, tower.Stem, pixels, tower.Size);
        var side = new long[] { tower.PatchSize, tower.PatchSize };
        var bias = graph.Weights.Tensors.ContainsKey("visual.conv1.bias");
        var grid = graph.Node(
            "Conv",
            bias ? [cells, graph.Weight("visual.conv1.weight"), graph.Weight("visual.conv1.bias")] : [cells, graph.Weight("visual.conv1.weight")],
            ("kernel_shape", side),
            ("strides", side));
        var flat = graph.Node("Reshape", [grid, graph.Integers(0, tower.Transformer.Width, -1)]);
        return (graph.Node("Transpose", [flat], ("perm", new long[] { 0, 2, 1 })), size / tower.PatchSize * (size / tower.PatchSize));
    }

    private static string WithPrompts(OnnxGraph graph, string pixels, string tokens, PromptTokens? prompts, int width)
    {
        if (prompts is null)
            return tokens;
        var values = PerSample(graph, pixels, graph.Floats(prompts.Values, prompts.Count, width), prompts.Count, width);
        return graph.Node("Concat", [tokens, values], ("axis", 1L));
    }

    private static string PerSample(OnnxGraph graph, string batched, string values, int count, int width) =>
        graph.RepeatPerSample(batched, values, graph.Integers(count, width));
}
