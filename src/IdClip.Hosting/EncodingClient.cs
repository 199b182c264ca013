using Grpc.Core;
using Grpc.Net.Client.Configuration;
using IdClip.Archive.Adapters;
using IdClip.Archive.Ingest;
using IdClip.Grpc;
using IdClip.Grpc.Clients;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Hosting;

/// <summary>The Encoding service as other hosts use it.</summary>
public static class EncodingClient
{
    // The endpoint "grpc" of the service "encoding", by service discovery.
    private static readonly Uri Address = new("http://_grpc.encoding");

    /// <summary>Registers the service's client, <c>IPhotoEncoder</c> and <c>IAdapterPhotoEncoders</c> over it, and a health check that calls this host degraded while it is away.</summary>
    public static WebApplicationBuilder AddEncodingClient(this WebApplicationBuilder builder)
    {
        var key = ServiceOptions.Of(builder.Configuration).Key;
        builder.Services.AddGrpcClient<Contract.Encoding.EncodingClient>(client => client.Address = Address)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                // A machine that vanished without a word would otherwise hold its connection, and every call its deadline, for a quarter of an hour.
                KeepAlivePingDelay = TimeSpan.FromSeconds(5),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            })
            .ConfigureChannel(channel =>
            {
                channel.MaxReceiveMessageSize = channel.MaxSendMessageSize = GrpcLimits.MaxMessageBytes;
                channel.ServiceConfig = new() { MethodConfigs = { Patient } };
            })
            .AddHttpMessageHandler(() => new KeyHandler(key))
            // Made for short requests: a stream of pictures outlasts their timeouts.
            .RemoveAllResilienceHandlers();
        builder.Services.AddSingleton<IPhotoEncoder, RemotePhotoEncoder>();
        builder.Services.AddSingleton<IAdapterPhotoEncoders, RemoteAdapters>();
        builder.Services.AddHealthChecks().AddCheck<EncodingHealth>("encoding");
        return builder;
    }

    private static MethodConfig Patient { get; } = new()
    {
        Names = { MethodName.Default },
        // Encoding the same twice gives the same.
        RetryPolicy = new()
        {
            MaxAttempts = 5,
            InitialBackoff = TimeSpan.FromMilliseconds(200),
            MaxBackoff = TimeSpan.FromSeconds(2),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };
}
