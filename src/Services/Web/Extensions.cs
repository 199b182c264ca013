using IdClip.Web;
using IdClip.Web.Jobs;
using IdClip.Web.Models;
using Microsoft.AspNetCore.DataProtection;

namespace IdClip.Services.Web;

internal static class Extensions
{
    /// <summary>Adds the pages, and the way to the gRPC of all services, so that clients need one address.</summary>
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        // Keys live as long as the process: pages reload after a restart, and no key lies on the disk.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddIdClipWeb();
        builder.AddJobClients();
        builder.Services.AddSingleton<IJobSource, RemoteSets>();
        builder.Services.AddSingleton<IJobSource, RemoteTraining>();
        builder.Services.AddSingleton<IModelShelf, RemoteShelf>();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddServiceDiscoveryDestinationResolver()
            // This host has let the caller in; a header that names a proxy would make the services doubt it.
            .AddTransforms(transforms => transforms.UseDefaultForwarders = false);
    }
}
