using IdClip.Redis.Embeddings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace IdClip.Redis.Tests;

/// <summary>What a host has of Redis: its link, its cache and its health.</summary>
internal sealed class CachingHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EmbeddingCache _cache;

    public CachingHost(string connection)
    {
        Link = new(connection, Log);
        _cache = new(Options.Create(new EmbeddingCacheOptions()), Link);
    }

    public RedisLink Link { get; }

    public TestLog Log { get; } = new();

    public CountedEncoder Encoder { get; } = new();

    public float[] Encode(string text, string? model = null) => _cache.GetOrEncode(model ?? CountedEncoder.Identity, text, Encoder.Encode);

    public Task<HealthCheckResult> HealthAsync() => new RedisHealth(Link).CheckHealthAsync(new(), TestContext.Current.CancellationToken);

    public async Task WaitUntilAsync(HealthStatus status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await HealthAsync()).Status != status)
            await Task.Delay(50, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _cache.Dispose();
        await Link.DisposeAsync();
    }
}
