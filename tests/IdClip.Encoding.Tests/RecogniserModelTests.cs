using IdClip.Encoding.Faces;
using Microsoft.ML.OnnxRuntime;

namespace IdClip.Encoding.Tests;

public sealed class RecogniserModelTests
{
    [Fact]
    public void Sface_in_batches_gives_what_the_file_as_it_is_gives_singly()
    {
        const int Length = 3 * 112 * 112;
        var pixels = new float[4 * Length];
        var random = new Random(11);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = random.Next(256);
        using var settings = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var original = new InferenceSession(TestModels.Recogniser, settings);
        using var runOptions = new RunOptions();
        using var batched = RecogniserModels.Open(TestModels.Recogniser, new EncoderOptions { Batch = 4 });
        var features = new float[4][];

        batched.Run(pixels, 4, [.. Enumerable.Range(0, 4).Select(i => (Action<float[]>)(feature => features[i] = feature))]);

        for (var i = 0; i < 4; i++)
        {
            using var input = OrtValue.CreateTensorValueFromMemory(pixels[(i * Length)..((i + 1) * Length)], [1, 3, 112, 112]);
            using var outputs = original.Run(runOptions, ["data"], [input], original.OutputNames);
            var expected = outputs[0].GetTensorDataAsSpan<float>().ToArray();
            var norm = MathF.Sqrt(expected.Sum(value => value * value));
            Assert.All(expected.Zip(features[i]), pair => Assert.Equal(pair.First / norm, pair.Second, 1e-5f));
        }
    }
}
