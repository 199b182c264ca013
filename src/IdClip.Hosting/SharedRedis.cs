using IdClip.Redis;
using IdClip.Redis.Progress;

namespace IdClip.Hosting;

/// <summary>The Redis of a host, where the connection string <c>cache</c> names one.</summary>
internal static class SharedRedis
{
    /// <summary>Registers <c>ProgressChannel</c> and, with Redis, <c>RedisLink</c> and a health check that calls this host degraded while Redis is away.</summary>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    public static WebApplicationBuilder AddSharedRedis(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProgressChannel>();
        if (builder.Configuration.GetConnectionString(RedisLink.ConnectionName) is not { Length: > 0 } connection)
            return builder;
        RedisLink.Check(connection);
        builder.Services.AddSingleton(services => new RedisLink(connection, services.GetRequiredService<ILogger<RedisLink>>()));
        builder.Services.AddHealthChecks().AddCheck<RedisHealth>("cache");
        return builder;
    }
}
