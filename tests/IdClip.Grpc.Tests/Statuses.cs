using Google.Rpc;
using Grpc.Core;

namespace IdClip.Grpc.Tests;

/// <summary>Reads a failed call the way a client does.</summary>
internal static class Statuses
{
    /// <summary>The rich status of a call that must fail with <paramref name="expected"/>.</summary>
    public static async Task<Google.Rpc.Status> OfAsync<T>(AsyncUnaryCall<T> call, StatusCode expected)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(expected, failure.StatusCode);
        return failure.GetRpcStatus() ?? throw new Xunit.Sdk.XunitException($"no details came with {failure.Status}");
    }

    /// <summary>The fields that a status blames, with what to do about each.</summary>
    public static IReadOnlyDictionary<string, string> Fields(this Google.Rpc.Status status) =>
        status.GetDetail<BadRequest>()?.FieldViolations.ToDictionary(v => v.Field, v => v.Description) ?? [];
}
