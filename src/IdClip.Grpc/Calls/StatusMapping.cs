using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Albums;
using IdClip.Archive.Ingest;
using IdClip.Archive.Judgements;
using IdClip.Archive.People;
using IdClip.Jobs;
using IdClip.Search.Index;
using IdClip.Search.Query;

namespace IdClip.Grpc.Calls;

/// <summary>The one place where exceptions become statuses.</summary>
internal static class StatusMapping
{
    /// <summary>The status that tells a client what happened, without anything of ours that the client should not see.</summary>
    public static RpcException ToRpcException(Exception exception, ServerCallContext context) => exception switch
    {
        RpcException e => e,
        _ when FullDisk.IsCauseOf(exception) => StatusDetails.Create(Code.ResourceExhausted, FullDisk.Advice),
        QueryException e => OfQuery(e),
        UnknownPersonException e => StatusDetails.Fields(Code.NotFound, ("name", e.Message)),
        UnknownAdapterException e => StatusDetails.Fields(Code.NotFound, ("name", e.Message)),
        EnrolmentException e => OfEnrolment(e),
        AlbumException e => StatusDetails.Fields(e.IsUnknown ? Code.NotFound : Code.InvalidArgument, (e.Field, e.Message)),
        UnknownQueryException e => StatusDetails.Fields(Code.NotFound, ("query", e.Message)),
        EncoderAwayException e => StatusDetails.Create(Code.Unavailable, e.Message),
        ArchiveException e => StatusDetails.Precondition("ARCHIVE", e.Message),
        JobException e => StatusDetails.Precondition("JOBS", e.Message),
        // The deadline cancels the same token as the client does.
        OperationCanceledException when context.Deadline <= DateTime.UtcNow =>
            StatusDetails.Create(Code.DeadlineExceeded, "The call took longer than its deadline."),
        OperationCanceledException => StatusDetails.Create(Code.Cancelled, "The call was cancelled."),
        // A message within a stream; the first of a call is UnreadableMessageMiddleware's.
        InvalidProtocolBufferException => StatusDetails.Create(Code.InvalidArgument, UnreadableMessageMiddleware.Complaint),
        IndexServiceException => StatusDetails.Create(Code.Unavailable, "The vectors of the archive are in a service that does not answer as it should; /health of this host says why. Nothing is lost: try again later."),
        OutOfMemoryException => StatusDetails.Create(Code.ResourceExhausted, "The server is short of memory; send less at once."),
        _ => StatusDetails.Create(Code.Internal, "The server failed; its log says where."),
    };

    private static RpcException OfQuery(QueryException problem)
    {
        var (code, reason) = problem.Problem switch
        {
            QueryProblem.UnknownName => (Code.NotFound, "UNKNOWN_NAME"),
            QueryProblem.AmbiguousName => (Code.InvalidArgument, "AMBIGUOUS_NAME"),
            QueryProblem.Archive => (Code.FailedPrecondition, "ARCHIVE"),
            QueryProblem.Filter => (Code.InvalidArgument, "FILTER"),
            QueryProblem.Example => (Code.InvalidArgument, "EXAMPLE"),
            _ => (Code.InvalidArgument, "SYNTAX"),
        };
        var info = new ErrorInfo { Domain = StatusDetails.Domain, Reason = reason };
        if (problem.Position is { } position)
            info.Metadata["position"] = position.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < problem.Candidates.Count; i++)
            info.Metadata[string.Create(CultureInfo.InvariantCulture, $"candidate.{i}")] = problem.Candidates[i];
        var at = problem.Problem switch { QueryProblem.Filter => "filter", QueryProblem.Example => "example", _ => "query" };
        var field = new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = at, Description = problem.Message, Reason = reason } } };
        return code == Code.FailedPrecondition
            ? StatusDetails.Create(code, problem.Message, info)
            : StatusDetails.Create(code, problem.Message, field, info);
    }

    private static RpcException OfEnrolment(EnrolmentException problem) => problem.Problems.Count == 0
        ? StatusDetails.Invalid("name", problem.Message)
        : StatusDetails.Fields(Code.InvalidArgument, [.. problem.Problems.Select(p => (p.Photo, p.Reason))]);
}
