using Microsoft.ML.OnnxRuntime;

namespace IdClip.Models.Tests;

/// <summary>Runs a written graph in the real ONNX Runtime.</summary>
internal static class Graph
{
    public static float[] RunImage(string path, float[] pixels, params long[] shape)
    {
        using var session = new InferenceSession(path);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, shape);
        return Run(session, new() { ["pixels"] = input });
    }

    public static float[] RunText(string path, long[] ids, int samples, long[] ends, float[] tok)
    {
        using var session = new InferenceSession(path);
        using var input = OrtValue.CreateTensorValueFromMemory(ids, [samples, ids.Length / samples]);
        using var end = OrtValue.CreateTensorValueFromMemory(ends, [samples]);
        using var face = OrtValue.CreateTensorValueFromMemory(tok, [samples, tok.Length / samples]);
        return Run(session, new() { ["input_ids"] = input, ["eot"] = end, ["tok"] = face });
    }

    public static float[] Normalise(float[] rows, int width)
    {
        var unit = new float[rows.Length];
        for (var start = 0; start < rows.Length; start += width)
        {
            var norm = MathF.Sqrt(rows.AsSpan(start, width).ToArray().Sum(value => value * value));
            for (var i = start; i < start + width; i++)
                unit[i] = rows[i] / norm;
        }

        return unit;
    }

    public static void AssertClose(float[] expected, float[] actual, float tolerance = 1e-4f)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual, (e, a) => float.IsNaN(a) ? float.PositiveInfinity : MathF.Abs(e - a)).Max();
        TestContext.Current.TestOutputHelper?.WriteLine($"largest difference {worst:e2}");
        Assert.True(worst <= tolerance, $"largest difference {worst}");
    }

    private static float[] Run(InferenceSession session, Dictionary<string, OrtValue> inputs)
    {
        using var run = new RunOptions();
        using var outputs = session.Run(run, inputs, ["features"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
