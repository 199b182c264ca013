using Microsoft.Extensions.Caching.Distributed;

namespace IdClip.Redis.Embeddings;

/// <summary>A cache in Redis that is empty while Redis is away.</summary>
/// <param name="cache">The cache.</param>
/// <param name="redis">Says when to leave it alone.</param>
internal sealed class GuardedCache(IDistributedCache cache, RedisLink redis) : IDistributedCache
{
    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => redis.TryAsync(_ => cache.GetAsync(key, token), null, token);

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        TryAsync(() => cache.SetAsync(key, value, options, token), token);

    public Task RefreshAsync(string key, CancellationToken token = default) => TryAsync(() => cache.RefreshAsync(key, token), token);

    public Task RemoveAsync(string key, CancellationToken token = default) => TryAsync(() => cache.RemoveAsync(key, token), token);

    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).GetAwaiter().GetResult();

    public void Refresh(string key) => RefreshAsync(key).GetAwaiter().GetResult();

    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    private Task<bool> TryAsync(Func<Task> use, CancellationToken ct) => redis.TryAsync(async _ =>
    {
        await use();
        return true;
    }, false, ct);
}
