using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Grpc;
using IdClip.Hosting;
using IdClip.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Redis.Tests;

/// <summary>A service host in this process with a small budget for each caller.</summary>
internal sealed class LimitedHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LimitedHost(WebApplication app) => _app = app;

    public Uri Http => new(_app.Urls.Last());

    public static async Task<LimitedHost> StartAsync(int burst, string? redis, string? archive = null)
    {
        string[] arguments =
        [
            "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:grpc:Protocols=Http2", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0",
            $"--ConnectionStrings:cache={redis}", $"--IdClip:Archive={archive}", "--IdClip:RateLimit:PerSecond=1", $"--IdClip:RateLimit:Burst={burst}", "--Logging:LogLevel:Default=None",
        ];
        var app = ServiceHost.CreateBuilder(arguments).Build();
        app.MapDefaultEndpoints();
        app.MapIdClipGrpc(ServedContracts.Synthesis);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public GrpcChannel Connect(string? key = null)
    {
        var client = new HttpClient();
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return GrpcChannel.ForAddress(_app.Urls.First(), new() { HttpClient = client, DisposeHttpClient = true });
    }

    /// <summary>Calls until a call is refused for its number.</summary>
    /// <returns>How many calls were let in, at most <paramref name="most"/>, and the refusal.</returns>
    public async Task<(int LetIn, RpcException? Refusal)> ExhaustAsync(int most, string? key = null)
    {
        using var channel = Connect(key);
        var synthesis = new Contract.Synthesis.SynthesisClient(channel);
        for (var i = 0; i < most; i++)
        {
            // The host makes no sets; that it says so means that the call was let in.
            var failure = await Assert.ThrowsAsync<RpcException>(async () => await synthesis.ListAsync(new(), cancellationToken: TestContext.Current.CancellationToken));
            if (failure.StatusCode == StatusCode.ResourceExhausted)
                return (i, failure);
            Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        }
        return (most, null);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
