namespace IdClip.Models.Onnx;

/// <summary>The last layer of a tower: OpenAI stores it as <c>[width, embed]</c>, Hugging Face as a linear layer.</summary>
internal static class Projection
{
    /// <summary>Projects rows by the tensor <paramref name="name"/>, or by the linear layer of that name, or not at all.</summary>
    public static string Project(this OnnxGraph graph, string rows, string name)
    {
        var tensors = graph.Weights.Tensors;
        if (tensors.ContainsKey(name))
            return graph.Node("Gemm", [rows, graph.Weight(name)]);
        if (!tensors.ContainsKey(name + ".weight"))
            return rows;
        return tensors.ContainsKey(name + ".bias")
            ? graph.Node("Gemm", [rows, graph.Weight(name + ".weight"), graph.Weight(name + ".bias")], ("transB", 1L))
            : graph.Node("Gemm", [rows, graph.Weight(name + ".weight")], ("transB", 1L));
    }
}
