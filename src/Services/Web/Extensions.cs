using Grpc.Core;
using IdClip.Orders;
using IdClip.Web;
using IdClip.Web.Jobs;
using IdClip.Web.Jobs.Orders;
using IdClip.Web.Models;
using Microsoft.AspNetCore.DataProtection;
using Contract = IdClip.Contracts.V1;

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
        builder.Services.AddSingleton<IJobOrders>(host =>
        {
            var client = host.GetRequiredService<Contract.Synthesis.SynthesisClient>();
            return new ContractOrders<Contract.SynthesisSet>(
                JobText.MakeSet, "Synthesis",
                async ct =>
                {
                    await client.ListAsync(new() { Limit = 1 }, Options(ct));
                    return OrderForm.OfSet();
                },
                async (set, ct) => await client.StartAsync(new() { Set = set }, Options(ct)));
        });
        builder.Services.AddSingleton<IJobOrders>(host =>
        {
            var client = host.GetRequiredService<Contract.Training.TrainingClient>();
            return new ContractOrders<Contract.TrainingRun>(
                JobText.TrainAdapter, "Training",
                async ct => TrainingForm.Of(await client.ListConfigurationsAsync(new(), Options(ct))),
                async (run, ct) => await client.StartAsync(new() { Run = run }, Options(ct)));
        });
        builder.Services.AddSingleton<IModelShelf, RemoteShelf>();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddServiceDiscoveryDestinationResolver()
            // This host has let the caller in; a header that names a proxy would make the services doubt it.
            .AddTransforms(transforms => transforms.UseDefaultForwarders = false);
    }

    // libtorch takes a while to load for the first order.
    private static CallOptions Options(CancellationToken ct) => new(deadline: DateTime.UtcNow.AddSeconds(20), cancellationToken: ct);
}
