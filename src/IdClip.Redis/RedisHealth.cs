using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IdClip.Redis;

/// <summary>Degraded while Redis is away: answers stay right, but texts are encoded again and each host counts requests alone.</summary>
/// <param name="redis">The link.</param>
public sealed class RedisHealth(RedisLink redis) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await redis.ProbeAsync(cancellationToken) is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy();
}
