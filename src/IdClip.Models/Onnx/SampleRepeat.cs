namespace IdClip.Models.Onnx;

/// <summary>Repeats tokens that all samples share.</summary>
internal static class SampleRepeat
{
    /// <summary>Expands <paramref name="values"/> to <c>[B, shape...]</c>, B being the first dimension of <paramref name="batched"/>.</summary>
    public static string RepeatPerSample(this OnnxGraph graph, string batched, string values, string shape)
    {
        var batch = graph.Node("Shape", [batched], ("start", 0L), ("end", 1L));
        return graph.Node("Expand", [values, graph.Node("Concat", [batch, shape], ("axis", 0L))]);
    }
}
