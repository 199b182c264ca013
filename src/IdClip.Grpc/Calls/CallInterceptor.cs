using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace IdClip.Grpc.Calls;

/// <summary>Around every call: exceptions become statuses, and the call is traced, measured and logged by method and status only.</summary>
/// <remarks>Names, queries and pictures are never logged or traced: they are personal, often biometric, data.</remarks>
internal sealed class CallInterceptor(ILogger<CallInterceptor> log) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, () => continuation(request, context));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        });

    private async Task<TResult> RunAsync<TResult>(ServerCallContext context, Func<Task<TResult>> call)
    {
        var method = context.Method.TrimStart('/');
        // Tells UnreadableMessageMiddleware that the message was read.
        context.GetHttpContext().Features.Set(this);
        var started = Stopwatch.GetTimestamp();
        var status = StatusCode.OK;
        using var activity = GrpcTelemetry.Activities.StartActivity(method);
        try
        {
            return await call();
        }
        catch (Exception e)
        {
            var failure = StatusMapping.ToRpcException(e, context);
            status = failure.StatusCode;
            activity?.SetStatus(ActivityStatusCode.Error, status.ToString());
            if (status is StatusCode.Internal or StatusCode.Unknown)
                // The type says where to look; the message and stack may quote a name or a path.
                log.LogError("{Method} failed with {Exception} at {Site}", method, e.GetType().FullName, e.TargetSite?.DeclaringType?.FullName);
            else
                log.LogInformation("{Method} ended with {Status}", method, status);
            throw failure;
        }
        finally
        {
            GrpcTelemetry.CallDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("rpc.method", method),
                new KeyValuePair<string, object?>("rpc.response.status_code", status.ToString()));
        }
    }
}
