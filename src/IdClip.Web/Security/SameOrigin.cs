using Microsoft.AspNetCore.Http;

namespace IdClip.Web.Security;

/// <summary>Refuses requests that another site's page makes: to embed photos, probe ids or open a circuit.</summary>
/// <remarks>A loopback address is no protection by itself: every page that the browser shows can send requests to it.</remarks>
internal sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsOurs(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOurs(HttpRequest request)
    {
        // Browsers send Origin with every WebSocket and every POST.
        if (request.Headers.Origin is [{ } origin] && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value))
            return false;
        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "" or "same-origin" or "none" => true,
            // Following a link from elsewhere shows a page to the person, and nothing to the site it came from.
            _ => HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document",
        };
    }
}
