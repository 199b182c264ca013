using System.Threading.RateLimiting;
using IdClip.Redis;
using RedisRateLimiting;

namespace IdClip.Hosting.RateLimits;

/// <summary>One caller's budget of a service: that of all its replicas in Redis, this host's own while Redis is away.</summary>
/// <param name="name">The budget's name.</param>
/// <param name="options">How large it is.</param>
/// <param name="redis">Null where hosts share nothing.</param>
internal sealed class SharedRateLimiter(string name, RateLimitOptions options, RedisLink? redis) : RateLimiter
{
    /// <summary>When tokens come.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly TokenBucketRateLimiter own = new(new()
    {
        TokenLimit = options.Burst,
        TokensPerPeriod = options.PerSecond,
        ReplenishmentPeriod = Period,
        QueueLimit = 0,
    });

    private RedisTokenBucketRateLimiter<string>? shared;

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration => own.IdleDuration;

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics() => own.GetStatistics();

    // ASP.NET Core asks again without blocking where this says no.
    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => redis is null ? own.AttemptAcquire(permitCount) : NoLease.Instance;

    /// <inheritdoc/>
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        // Counted here as well, so that a Redis that goes away leaves nobody a fresh budget.
        var lease = own.AttemptAcquire(permitCount);
        if (redis is null || !lease.IsAcquired)
            return lease;
        return await redis.TryAsync(
            async link => await (shared ??= Share(link)).AcquireAsync(permitCount, cancellationToken), (RateLimitLease?)null, cancellationToken) ?? lease;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            own.Dispose();
        base.Dispose(disposing);
    }

    private RedisTokenBucketRateLimiter<string> Share(StackExchange.Redis.IConnectionMultiplexer link) => new(name, new()
    {
        ConnectionMultiplexerFactory = () => link,
        TokenLimit = options.Burst,
        TokensPerPeriod = options.PerSecond,
        ReplenishmentPeriod = Period,
    });

    private sealed class NoLease : RateLimitLease
    {
        public static readonly NoLease Instance = new();

        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
