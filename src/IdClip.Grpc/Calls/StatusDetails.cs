using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace IdClip.Grpc.Calls;

/// <summary>Builds rich statuses: a code, a message for people, and details for programs.</summary>
internal static class StatusDetails
{
    /// <summary>The domain of every <c>google.rpc.ErrorInfo</c> that IdClip sends.</summary>
    public const string Domain = "idclip";

    /// <summary>Fields of the request that are at fault.</summary>
    /// <param name="code"><c>InvalidArgument</c> unless the fault is the field's size or absence in the archive.</param>
    /// <param name="violations">Each field, as its proto path, and what to do about it.</param>
    public static RpcException Fields(Code code, params IReadOnlyList<(string Field, string Description)> violations)
    {
        var request = new BadRequest
        {
            FieldViolations = { violations.Select(v => new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Description }) },
        };
        return Create(code, string.Join(" ", violations.Select(v => $"{v.Field}: {v.Description}")), request);
    }

    /// <summary>An argument at fault.</summary>
    public static RpcException Invalid(string field, string description) => Fields(Code.InvalidArgument, (field, description));

    /// <summary>A state of the archive, not of the request, that is in the way.</summary>
    public static RpcException Precondition(string reason, string message) =>
        Create(Code.FailedPrecondition, message, new ErrorInfo { Domain = Domain, Reason = reason });

    /// <summary>A status with details.</summary>
    public static RpcException Create(Code code, string message, params IEnumerable<Google.Protobuf.IMessage> details) =>
        new Google.Rpc.Status { Code = (int)code, Message = message, Details = { details.Select(Any.Pack) } }.ToRpcException();
}
