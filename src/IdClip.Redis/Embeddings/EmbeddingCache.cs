using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IdClip.Redis.Embeddings;

/// <summary>Embeddings of texts in this host's memory and, where there is one, in Redis. Equal texts that are asked for at once are encoded once. Thread-safe.</summary>
/// <remarks>A key holds the model's identity, so that another model never answers, and the sha256 of the text, not the text.</remarks>
public sealed class EmbeddingCache : IDisposable
{
    // The version of keys and values; another one is another cache.
    private const string Prefix = "idclip:v1";

    // Of its own, as the memory's limit counts for all that is in it.
    private readonly ServiceProvider services;
    private readonly HybridCache cache;

    /// <summary>An empty cache, or what Redis kept.</summary>
    /// <param name="options">How long and how many.</param>
    /// <param name="redis">Null to keep embeddings in memory only.</param>
    public EmbeddingCache(IOptions<EmbeddingCacheOptions> options, RedisLink? redis = null)
    {
        var limits = options.Value;
        var collection = new ServiceCollection();
        collection.AddMemoryCache(memory => memory.SizeLimit = (long)limits.LocalMebibytes << 20);
        if (redis is not null)
            collection.AddSingleton<IDistributedCache>(new GuardedCache(
                new RedisCache(new RedisCacheOptions { ConnectionMultiplexerFactory = async () => await redis.ConnectAsync() }), redis));
        collection.AddHybridCache(hybrid => hybrid.DefaultEntryOptions = new() { Expiration = limits.Expiry, LocalCacheExpiration = limits.LocalExpiry })
            .AddSerializer<float[], EmbeddingBytes>();
        services = collection.BuildServiceProvider();
        cache = services.GetRequiredService<HybridCache>();
    }

    /// <summary>The embedding of a text. Blocks the calling thread.</summary>
    /// <param name="model">Identity of the text tower: hex sha256 of its weights.</param>
    /// <param name="text">The text.</param>
    /// <param name="encode">Encodes it where it is not known; what it throws is thrown, and not kept.</param>
    public float[] GetOrEncode(string model, string text, Func<string, float[]> encode)
    {
        var key = $"{Prefix}:{model}:text:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
        return cache.GetOrCreateAsync(key, (text, encode), static (ask, _) => ValueTask.FromResult(ask.encode(ask.text))).AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => services.Dispose();
}
