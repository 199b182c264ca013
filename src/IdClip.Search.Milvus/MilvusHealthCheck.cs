using IdClip.Search.Index;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IdClip.Search.Milvus;

/// <summary>Whether Milvus answers and calls itself healthy. Its containers are up some time before it is.</summary>
/// <param name="store">The indexes of the service that is ready once this is healthy.</param>
public sealed class MilvusHealthCheck(MilvusIndexStore store) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var reasons = await store.CheckHealthAsync(cancellationToken);
            return reasons.Count == 0 ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, string.Join("; ", reasons));
        }
        catch (IndexServiceException e)
        {
            return new(context.Registration.FailureStatus, e.Message, e);
        }
    }
}
