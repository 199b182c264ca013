using IdClip.Archive.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Messaging.Tests.Given;

/// <summary>A process' messaging, as hosts set it up.</summary>
internal static class MessagingHost
{
    public static async Task<IHost> StartAsync(
        Catalogue catalogue, IAdapterActivation activation, string? connection = null, MessagingParts parts = MessagingParts.Runs | MessagingParts.Reindexing)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(catalogue).AddSingleton(activation).AddIdClipMessaging(new()
        {
            Connection = connection,
            Parts = parts,
            Retries = 3,
            FirstWait = TimeSpan.FromMilliseconds(5),
            LongestWait = TimeSpan.FromMilliseconds(50),
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Stops as a host does when its process is told to end.</summary>
    public static async Task EndAsync(this IHost host)
    {
        await host.StopAsync(TestContext.Current.CancellationToken);
        host.Dispose();
    }
}
