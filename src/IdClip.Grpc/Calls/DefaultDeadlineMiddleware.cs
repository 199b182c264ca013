using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IdClip.Grpc.Calls;

/// <summary>Gives a deadline to calls that come without one, so that no abandoned call runs for ever.</summary>
/// <remarks>It writes the header that a client would have sent: gRPC then ends the call and cancels its token as for any other deadline.</remarks>
internal sealed class DefaultDeadlineMiddleware(RequestDelegate next)
{
    private const string TimeoutHeader = "grpc-timeout";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DefaultDeadlineAttribute>() is { } deadline &&
            !context.Request.Headers.ContainsKey(TimeoutHeader))
        {
            context.Request.Headers[TimeoutHeader] = deadline.Seconds.ToString(CultureInfo.InvariantCulture) + "S";
        }
        return next(context);
    }
}
