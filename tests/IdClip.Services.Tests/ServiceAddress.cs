using System.Net.Http.Headers;
using Grpc.Net.Client;

namespace IdClip.Services.Tests;

/// <summary>Where a service listens.</summary>
/// <param name="Http">Address of pages and health.</param>
/// <param name="Grpc">Address of the gRPC services.</param>
internal sealed record ServiceAddress(Uri Http, Uri Grpc)
{
    /// <summary>A service of this machine by its ports.</summary>
    public static ServiceAddress At(int http) => new(new($"http://127.0.0.1:{http}"), new($"http://127.0.0.1:{http + 1}"));

    /// <summary>A connection to the gRPC services, which sends a key where one is given.</summary>
    public GrpcChannel Connect(string? key = null)
    {
        var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return GrpcChannel.ForAddress(Grpc, new() { HttpClient = client, DisposeHttpClient = true });
    }
}
