using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IdClip.Encoding;

/// <summary>Metrics of the models, under the name <c>IdClip.Encoding</c>.</summary>
internal static class EncodingTelemetry
{
    private static readonly Meter Meter = new("IdClip.Encoding");

    private static readonly Histogram<double> StageDuration = Meter.CreateHistogram(
        "idclip.encoding.stage.duration", "s", "Time of one run of a stage: decode, detect, face, image, text.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] });

    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram(
        "idclip.encoding.batch.size", "{input}", "Inputs of one run of a stage.", tags: null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });

    private static readonly UpDownCounter<int> OpenModels = Meter.CreateUpDownCounter<int>(
        "idclip.encoding.models", "{model}", "Models in memory, by file and by ONNX Runtime's execution provider.");

    /// <summary>Records a run that began at a timestamp of <see cref="Stopwatch"/>.</summary>
    public static void Ran(string stage, long started, int inputs = 1)
    {
        var tag = new KeyValuePair<string, object?>("idclip.stage", stage);
        StageDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tag);
        BatchSize.Record(inputs, tag);
    }

    /// <summary>Counts a model that was loaded (1) or let go (-1).</summary>
    public static void Count(int change, string path, string? accelerator) => OpenModels.Add(
        change, new("idclip.model", Path.GetFileNameWithoutExtension(path)), new("idclip.execution_provider", accelerator ?? "CPU"));
}
