using System.Net.Http.Headers;
using Grpc.Net.Client;

namespace IdClip.Services.Tests;

/// <summary>Connections that send a key with every call.</summary>
internal static class KeyedChannel
{
    public static GrpcChannel To(Uri address, string? key)
    {
        var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return GrpcChannel.ForAddress(address, new() { HttpClient = client, DisposeHttpClient = true });
    }
}
