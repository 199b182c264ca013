using IdClip.Archive.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Messaging.Tests.Given;

/// <summary>A process' messaging, as hosts set it up.</summary>
internal sealed class MessagingHost : IAsyncDisposable
{
    private readonly IHost host;
    private bool ended;

    private MessagingHost(IHost host) => this.host = host;

    public static async Task<MessagingHost> StartAsync(
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
        return new(host);
    }

    /// <summary>Stops as a host does when its process is told to end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ended)
            return;
        ended = true;
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }
}
