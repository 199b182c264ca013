using IdClip.Models.Onnx;
using IdClip.Models.Onnx.Format;
using IdClip.Models.Tensors;

namespace IdClip.Synthesis.Tests.Swapping;

/// <summary>Small networks with the signatures of a swapper and of its recogniser.</summary>
internal static class TestNetworks
{
    /// <summary>Doubles the first number, so that a product in the wrong order or without the matrix shows.</summary>
    public static float[] Emap()
    {
        var emap = new float[512 * 512];
        for (var i = 0; i < 512; i++)
            emap[(i * 512) + ((i + 1) % 512)] = i == 0 ? 2 : 1;
        return emap;
    }

    /// <summary>A swapper that answers with one colour: half plus each of the latent's numbers 0, 1 and 2, halved; or, with <paramref name="echo"/>, with the crop it was given.</summary>
    public static string Swapper(string folder, bool echo = false, string side = "128", int emapColumns = 512)
    {
        using var none = NoWeights(folder);
        var graph = new OnnxGraph("swapper", none);
        var target = graph.Input("target", TensorProto.Types.DataType.Float, "1", "3", side, side);
        var source = graph.Input("source", TensorProto.Types.DataType.Float, "1", "512");
        var first = graph.Node("Slice", [source, graph.Integers(0), graph.Integers(3), graph.Integers(1)]);
        var colour = graph.Node("Reshape", [graph.Node("Add", [graph.Node("Mul", [first, graph.Float(.5f)]), graph.Float(.5f)]), graph.Integers(1, 3, 1, 1)]);
        var nothing = graph.Node("Mul", [echo ? colour : target, graph.Float(0)]);
        graph.Output("output", graph.Node("Add", [echo ? target : colour, nothing]), "1", "3", side, side);
        graph.Floats(Emap().AsSpan(0, 512 * emapColumns), 512, emapColumns);
        return Save(graph, folder, "swapper");
    }

    /// <summary>A recogniser whose embedding is (mean red, mean green, mean blue, 0, ...) of its input.</summary>
    public static string Recogniser(string folder, string side = "112")
    {
        using var none = NoWeights(folder);
        var graph = new OnnxGraph("recogniser", none);
        var picture = graph.Input("input", TensorProto.Types.DataType.Float, "batch", "3", side, side);
        var means = graph.Node("Reshape", [graph.Node("ReduceMean", [picture, graph.Integers(2, 3)]), graph.Integers(-1, 3)]);
        graph.Output("embedding", graph.Node("Pad", [means, graph.Integers(0, 0, 0, 509)]), "batch", "512");
        return Save(graph, folder, "recogniser");
    }

    /// <summary>Takes the mean red for the score of female, green for that of male and blue for the age divided by 100; with <paramref name="scales"/> it brings the levels to -1..1 itself.</summary>
    public static string GenderAge(string folder, bool scales = false)
    {
        using var none = NoWeights(folder);
        var graph = new OnnxGraph("genderage", none);
        var picture = graph.Input("data", TensorProto.Types.DataType.Float, "1", "3", "96", "96");
        var levels = scales ? graph.Node("Mul", [graph.Node("Sub", [picture, graph.Float(127.5f)]), graph.Float(1 / 128f)]) : picture;
        graph.Output("fc1", graph.Node("Reshape", [graph.Node("ReduceMean", [levels, graph.Integers(2, 3)]), graph.Integers(1, 3)]), "1", "3");
        return Save(graph, folder, scales ? "genderage-scales" : "genderage");
    }

    private static SafetensorsFile NoWeights(string folder)
    {
        var weights = Path.Combine(folder, "none.safetensors");
        SafetensorsWriter.Write(weights, []);
        return SafetensorsFile.Open(weights);
    }

    private static string Save(OnnxGraph graph, string folder, string name)
    {
        var path = Path.Combine(folder, name + ".onnx");
        graph.Save(path);
        return path;
    }
}
