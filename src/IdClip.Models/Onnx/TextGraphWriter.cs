using System.Globalization;
using IdClip.Models.Clip;
using IdClip.Models.Onnx.Format;
using IdClip.Models.Tensors;

namespace IdClip.Models.Onnx;

/// <summary>Writes a text tower: <c>input_ids [B,T]</c>, <c>eot [B]</c> and <c>tok [B,width]</c> to <c>features [B,embed]</c>.</summary>
public static class TextGraphWriter
{
    /// <summary>Writes the graph to <paramref name="path"/>; it refers to <paramref name="weights"/>, which must lie in the same folder when it is loaded.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="configuration">The model.</param>
    /// <param name="weights">Tensors under OpenAI's names.</param>
    /// <param name="prompts">Text prompt tokens, or null. They come before the text, and have no positions.</param>
    /// <param name="valueUpdate">What is added to the value matrix of the last layer, or null (POLAR).</param>
    /// <exception cref="Store.ModelException">A tensor is missing.</exception>
    public static void Write(string path, ClipConfiguration configuration, SafetensorsFile weights, PromptTokens? prompts = null, LowRankUpdate? valueUpdate = null)
    {
        var graph = new OnnxGraph("text", weights);
        var tower = configuration.Text;
        if (valueUpdate is not null)
            Update(graph, tower.Transformer, valueUpdate);
        var width = tower.Transformer.Width;
        var causal = tower.Kind == TowerKind.Clip;
        var ids = graph.Input("input_ids", TensorProto.Types.DataType.Int64, "B", "T");
        var end = graph.Input("eot", TensorProto.Types.DataType.Int64, "B");
        var tok = graph.Input("tok", TensorProto.Types.DataType.Float, "B", width.ToString(CultureInfo.InvariantCulture));

        var tokens = graph.Node("Add", [Embed(graph, tower, ids, tok), Positions(graph, ids)]);
        if (prompts is not null)
        {
            var values = graph.RepeatPerSample(ids, graph.Floats(prompts.Values, prompts.Count, width), graph.Integers(prompts.Count, width));
            tokens = graph.Node("Concat", [values, tokens], ("axis", 1L));
            end = graph.Node("Add", [end, graph.Integer(prompts.Count)]);
        }

        var blocks = new TransformerWriter(graph, tower.Transformer, causal, graph.Node("Shape", [tokens]));
        var pooled = graph.Node("Unsqueeze", [end, graph.Integers(1)]);
        var row = blocks.Pooled(
            tokens,
            "transformer.",
            samples => graph.Node("GatherND", [samples, pooled], ("batch_dims", 1L)),
            causal ? KeysSeen(graph, end) : null);
        graph.Output("features", graph.Project(blocks.LayerNorm(row, "ln_final."), "text_projection"), "B", configuration.EmbedDim.ToString(CultureInfo.InvariantCulture));
        graph.Save(path);
    }

    // Queries, keys and values are stacked in one matrix, of which the values are the last third. The sum replaces them in the
    // graph, so that an updated tower costs not a node more than the base model.
    private static void Update(OnnxGraph graph, TransformerConfiguration transformer, LowRankUpdate update)
    {
        var width = transformer.Width;
        var tensor = string.Create(CultureInfo.InvariantCulture, $"transformer.resblocks.{transformer.Layers - 1}.attn.in_proj_weight");
        var values = graph.Weights.ReadFloats(tensor).AsSpan(2 * width * width, width * width);
        update.AddTo(values);
        graph.Replace(tensor, 2 * width, width, values);
    }

    // [TOK] is one past the table, so it is looked up as row 0 and then replaced (paper section 3.2). Half-precision tables
    // are cast after the lookup: folding the cast would double the largest tensor of the model.
    private static string Embed(OnnxGraph graph, TextTowerConfiguration tower, string ids, string tok)
    {
        const string Table = "token_embedding.weight";
        var isTok = graph.Node("Equal", [ids, graph.Integer(tower.TokId)]);
        var known = graph.Node("Where", [isTok, graph.Integer(0), ids]);
        var embedded = graph.Node("Gather", [graph.StoredWeight(Table), known]);
        if (graph.Weights.Entry(Table).Type != TensorType.F32)
            embedded = graph.Node("Cast", [embedded], ("to", (long)TensorProto.Types.DataType.Float));
        return graph.Node("Where",
        [
            graph.Node("Unsqueeze", [isTok, graph.Integers(2)]),
            graph.Node("Unsqueeze", [tok, graph.Integers(1)]),
            embedded,
        ]);
    }

    private static string Positions(OnnxGraph graph, string ids)
    {
        var length = graph.Node("Shape", [ids], ("start", 1L), ("end", 2L));
        return graph.Node("Slice", [graph.Weight("positional_embedding"), graph.Integers(0), length, graph.Integers(0)]);
    }

    private static string KeysSeen(OnnxGraph graph, string end) =>
        graph.Node("Cast", [graph.Node("Add", [end, graph.Integer(1)])], ("to", (long)TensorProto.Types.DataType.Int32));
}
