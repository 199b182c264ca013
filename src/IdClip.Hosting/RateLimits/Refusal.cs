using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Status = Google.Rpc.Status;

namespace IdClip.Hosting.RateLimits;

/// <summary>What a caller is told whose budget is used up: RESOURCE_EXHAUSTED with a <c>RetryInfo</c>, or 429 with <c>Retry-After</c>.</summary>
internal static class Refusal
{
    private const string Message = "Too many requests of this key or address; try again later.";

    /// <summary>Writes the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="after">When it is worth trying again.</param>
    /// <param name="ct">Cancels.</param>
    public static Task WriteAsync(HttpContext context, TimeSpan after, CancellationToken ct)
    {
        var response = context.Response;
        response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            response.StatusCode = StatusCodes.Status429TooManyRequests;
            return response.WriteAsync(Message, ct);
        }
        // An answer of headers only, as gRPC writes it for calls that end before they begin.
        var status = new Status
        {
            Code = (int)StatusCode.ResourceExhausted,
            Message = Message,
            Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(after) }) },
        };
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(Message);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
        return Task.CompletedTask;
    }
}
