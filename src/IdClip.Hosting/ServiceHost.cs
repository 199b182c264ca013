using IdClip.Grpc;
using IdClip.Hosting.RateLimits;
using IdClip.ServiceDefaults;
using IdClip.ServiceDefaults.Access;

namespace IdClip.Hosting;

/// <summary>What all service hosts have: telemetry, health, access, limits and gRPC.</summary>
public static class ServiceHost
{
    /// <summary>A builder of a host. Files such as <c>appsettings.json</c> are looked for beside the program, so that it runs from any folder.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        builder.AddAccess();
        builder.AddSharedRedis();
        builder.AddRateLimits(RateLimitOptions.Usual);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = GrpcLimits.MaxMessageBytes);
        builder.Services.AddIdClipGrpc(grpc => grpc.Reflection = builder.Environment.IsDevelopment());
        return builder;
    }
}
