using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IdClip.Grpc.Calls;

/// <summary>Traces and metrics of the services, under the name <c>IdClip.Grpc</c>.</summary>
internal static class GrpcTelemetry
{
    public const string Name = "IdClip.Grpc";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly double[] Seconds = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    private static readonly Meter Meter = new(Name);

    /// <summary>OpenTelemetry's name and buckets for it; tags <c>rpc.method</c> and <c>rpc.response.status_code</c>.</summary>
    public static readonly Histogram<double> CallDuration = Meter.CreateHistogram(
        "rpc.server.call.duration", "s", "How long calls take on the server.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    /// <summary>Tag <c>idclip.input</c>: text or picture.</summary>
    public static readonly Histogram<double> QueueDuration = Meter.CreateHistogram(
        "idclip.encoding.queue.duration", "s", "How long texts and pictures wait for a core.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
}
