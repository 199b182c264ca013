using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IdClip.Grpc.Calls;

/// <summary>Makes an unreadable message the client's fault.</summary>
/// <remarks>gRPC reads a message before any interceptor is called, and answers UNKNOWN, with a stack in its log, where the bytes are no such message.</remarks>
internal sealed class UnreadableMessageMiddleware(RequestDelegate next, ILogger<UnreadableMessageMiddleware> log)
{
    /// <summary>The category under which gRPC logs it.</summary>
    public const string LoudCategory = "Grpc.AspNetCore.Server.ServerCallHandler";

    /// <summary>What the client is told.</summary>
    public const string Complaint = "The bytes are not the message that this call takes.";

    private const string StatusHeader = "grpc-status";
    private static readonly string Unknown = ((int)Code.Unknown).ToString(CultureInfo.InvariantCulture);
    private static readonly Google.Rpc.Status Answer = new() { Code = (int)Code.InvalidArgument, Message = Complaint };

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var headers = context.Response.Headers;
        if (context.Response.HasStarted || headers[StatusHeader] != Unknown)
            return;
        var method = context.Request.Path.Value?.TrimStart('/');
        if (context.Features.Get<CallInterceptor>() is not null)
        {
            log.LogError("{Method} failed after its end", method);
            return;
        }

        log.LogInformation("{Method} got a message that cannot be read", method);
        headers[StatusHeader] = Answer.Code.ToString(CultureInfo.InvariantCulture);
        headers["grpc-message"] = Answer.Message;
        headers["grpc-status-details-bin"] = Convert.ToBase64String(Answer.ToByteArray());
    }
}
