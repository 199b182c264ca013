using IdClip.Models.Clip;

namespace IdClip.Models.Onnx;

/// <summary>Writes a convolutional stem from its plan.</summary>
internal static class StemWriter
{
    /// <summary>Runs <paramref name="pixels"/> of side <paramref name="size"/> through the steps and returns the last one's output with its side.</summary>
    public static (string Value, int Size) Write(OnnxGraph graph, IReadOnlyList<StemStep> steps, string pixels, int size)
    {
        var (floor, ceiling) = (graph.Float(0), graph.Float(6));
        var outputs = new List<(string Value, int Size)>(steps.Count);
        foreach (var step in steps)
        {
            var inputs = step.Inputs.Select(input => input < 0 ? (Value: pixels, Size: size) : outputs[input]).ToArray();
            outputs.Add(step.Name is null
                ? (graph.Node("Add", [inputs[0].Value, inputs[1].Value]), inputs[0].Size)
                : Convolve(graph, step, inputs[0], floor, ceiling));
        }

        return outputs[^1];
    }

    private static (string Value, int Size) Convolve(OnnxGraph graph, StemStep step, (string Value, int Size) input, string floor, string ceiling)
    {
        var size = (input.Size + step.Stride - 1) / step.Stride;
        var padding = Math.Max(0, ((size - 1) * step.Stride) + step.Kernel - input.Size);
        var (before, after) = (padding / 2, padding - (padding / 2));
        var value = graph.Node(
            "Conv",
            [input.Value, graph.Weight(step.Name + ".weight"), graph.Weight(step.Name + ".bias")],
            ("kernel_shape", new long[] { step.Kernel, step.Kernel }),
            ("strides", new long[] { step.Stride, step.Stride }),
            ("pads", new long[] { before, before, after, after }),
            ("group", (long)step.Groups));
        return (step.Relu6 ? graph.Node("Clip", [value, floor, ceiling]) : value, size);
    }
}
