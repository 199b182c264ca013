using System.Security.Claims;
using System.Threading.RateLimiting;
using IdClip.Redis;
using IdClip.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace IdClip.Hosting.RateLimits;

/// <summary>Limits how often one caller may ask a host, over gRPC and HTTP together. Probes of health are not counted.</summary>
public static class RateLimiting
{
    /// <summary>Adds the limit of the section <c>IdClip:RateLimit</c>; <c>MapDefaultEndpoints</c> applies it.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="usual">What counts where nothing is configured.</param>
    public static WebApplicationBuilder AddRateLimits(this WebApplicationBuilder builder, RateLimitOptions usual)
    {
        var options = RateLimitOptions.Of(builder.Configuration.GetSection($"{AccessOptions.Section}:RateLimit"), usual);
        if (options.PerSecond == 0)
            return builder;
        var service = builder.Environment.ApplicationName;
        builder.Services.AddRateLimiter(limiter => limiter.OnRejected = static (rejected, ct) => new(Refusal.WriteAsync(rejected.HttpContext, SharedRateLimiter.Period, ct)));
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IServiceProvider>((limiter, services) =>
        {
            var redis = services.GetService<RedisLink>();
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                RateLimitPartition.Get(CallerOf(context), caller => new SharedRateLimiter($"idclip:v1:{service}:{caller}", options, redis)));
        });
        return builder;
    }

    private static string CallerOf(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? $"address {context.Connection.RemoteIpAddress}";
}
