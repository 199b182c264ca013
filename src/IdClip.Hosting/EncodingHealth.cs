using Grpc.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Hosting;

/// <summary>Whether the Encoding service answers; without it queries of names only are still answered.</summary>
internal sealed class EncodingHealth(Contract.Encoding.EncodingClient encoding) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await encoding.DescribeModelsAsync(new(), deadline: DateTime.UtcNow + Patience, cancellationToken: cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RpcException error)
        {
            return HealthCheckResult.Degraded($"The Encoding service does not answer: {error.StatusCode}");
        }
    }
}
