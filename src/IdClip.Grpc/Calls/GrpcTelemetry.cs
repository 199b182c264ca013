using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IdClip.Grpc.Calls;

/// <summary>Traces and metrics of the services, under the name <c>IdClip.Grpc</c>.</summary>
internal static class GrpcTelemetry
{
    public const string Name = "IdClip.Grpc";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>OpenTelemetry's name for it; tags <c>rpc.method</c> and <c>rpc.response.status_code</c>.</summary>
    public static readonly Histogram<double> CallDuration =
        Meter.CreateHistogram<double>("rpc.server.call.duration", "s", "How long calls take on the server.");
}
