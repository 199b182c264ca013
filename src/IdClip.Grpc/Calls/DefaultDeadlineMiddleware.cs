using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IdClip.Grpc.Calls;

/// <summary>Gives a deadline to calls that come without one, so that no abandoned call runs for ever.</summary>
/// <remarks>It writes the header that a client would have sent: gRPC then ends the call and cancels its token as for any other deadline.</remarks>
internal sealed class DefaultDeadlineMiddleware(RequestDelegate next)
{
    private const string TimeoutHeader = "grpc-timeout";
    private const string GrpcContent = "application/grpc";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DefaultDeadlineAttribute>() is not { } deadline)
        {
            await next(context);
        }
        else if (context.Request.ContentType?.StartsWith(GrpcContent, StringComparison.OrdinalIgnoreCase) == true)
        {
            if (!context.Request.Headers.ContainsKey(TimeoutHeader))
                context.Request.Headers[TimeoutHeader] = deadline.Seconds.ToString(CultureInfo.InvariantCulture) + "S";
            await next(context);
        }
        else
        {
            // JSON has no such header; gRPC's cancellation is the request's.
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            timeout.CancelAfter(TimeSpan.FromSeconds(deadline.Seconds));
            context.RequestAborted = timeout.Token;
            await next(context);
        }
    }
}
