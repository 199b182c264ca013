using IdClip.Grpc;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Hosting;

/// <summary>The services that change the archive, make sets and train adapters, as other hosts ask them.</summary>
public static class JobClients
{
    /// <summary>Registers clients of the Archive, the Synthesis and the Training service.</summary>
    public static WebApplicationBuilder AddJobClients(this WebApplicationBuilder builder)
    {
        var key = ServiceOptions.Of(builder.Configuration).Key;
        Add<Contract.Archive.ArchiveClient>("archive");
        Add<Contract.Synthesis.SynthesisClient>("synthesis");
        Add<Contract.Training.TrainingClient>("training");
        return builder;

        void Add<TClient>(string service) where TClient : class => builder.Services
            // The endpoint "grpc" of the service, by service discovery.
            .AddGrpcClient<TClient>(client => client.Address = new($"http://_grpc.{service}"))
            .ConfigureChannel(channel => channel.MaxReceiveMessageSize = GrpcLimits.MaxMessageBytes)
            .AddHttpMessageHandler(() => new KeyHandler(key))
            // Who looks at jobs looks again in a second.
            .RemoveAllResilienceHandlers();
    }
}
