using Grpc.Core;
using IdClip.Search.Index;

namespace IdClip.Search.Milvus;

/// <summary>What went wrong between IdClip and Milvus, said to whoever runs them.</summary>
internal static class MilvusErrors
{
    public static IndexServiceException Of(MilvusOptions options, RpcException e) => e.StatusCode switch
    {
        StatusCode.DeadlineExceeded => Slow(options, e),
        StatusCode.Unavailable => new(
            options.Endpoint, $"it cannot be reached ({e.Status.Detail})", "Check that Milvus runs there and that the address and its http or https are right.", true, e),
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => new(
            options.Endpoint, "it does not accept the token", "Set Token to USER:PASSWORD or an API key that may use the database.", false, e),
        StatusCode.ResourceExhausted => new(
            options.Endpoint, $"a message or its load is over a limit ({e.Status.Detail})", "Raise Milvus's message size or rate limits.", false, e),
        StatusCode.Unimplemented => new(
            options.Endpoint, $"it does not know a call ({e.Status.Detail})", "IdClip needs Milvus 2.4 or later.", false, e),
        _ => new(options.Endpoint, $"{e.StatusCode}: {e.Status.Detail}", "See the log of Milvus.", false, e),
    };

    public static IndexServiceException Slow(MilvusOptions options, Exception e) => new(
        options.Endpoint, $"it did not answer within {options.Deadline.TotalSeconds:0.###} s", "Try again when it is less busy, or raise Deadline.", true, e);

    /// <summary>Milvus answered, and refused.</summary>
    public static IndexServiceException Refused(MilvusOptions options, int code, string reason) =>
        new(options.Endpoint, $"it refused with code {code}: {reason}", "See the log of Milvus.", false);

    public static IndexServiceException Lost(MilvusOptions options, string name) => new(
        options.Endpoint, $"it has no collection {name} any more", "The Archive service fills it again from the catalogue; try again later.", true);

    public static IndexServiceException NotLoaded(MilvusOptions options, string name) => new(
        options.Endpoint, $"{name} was not in memory after {options.LoadDeadline.TotalSeconds:0.###} s", "Give Milvus more memory, or raise LoadDeadline.", true);

    public static IndexServiceException OfOtherShape(MilvusOptions options, string name, string found, int dimension) => new(
        options.Endpoint, $"the collection {name} of database {options.Database} holds {found}, not vectors of {dimension} numbers",
        "Drop it and fill it again from the catalogue, or use another database.", false);
}
