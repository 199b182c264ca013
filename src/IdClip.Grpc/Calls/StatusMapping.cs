using Google.Rpc;
using Grpc.Core;

namespace IdClip.Grpc.Calls;

/// <summary>The one place where exceptions become statuses.</summary>
internal static class StatusMapping
{
    /// <summary>The status that tells a client what happened, without anything of ours that the client should not see.</summary>
    public static RpcException ToRpcException(Exception exception, ServerCallContext context) => exception switch
    {
        RpcException e => e,
        // The deadline cancels the same token as the client does.
        OperationCanceledException when context.Deadline <= DateTime.UtcNow =>
            StatusDetails.Create(Code.DeadlineExceeded, "The call took longer than its deadline."),
        OperationCanceledException => StatusDetails.Create(Code.Cancelled, "The call was cancelled."),
        OutOfMemoryException => StatusDetails.Create(Code.ResourceExhausted, "The server is short of memory; send less at once."),
        _ => StatusDetails.Create(Code.Internal, "The server failed; its log says where."),
    };
}
